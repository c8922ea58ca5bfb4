/** What a PDF says, read by a library that has nothing to do with the one that wrote it. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface ReadPdf {
  title: string;
  language: string;
  /** The text of each page without blanks: where a line was broken does not count. */
  pages: string[];
  /** A4 is 595 × 842. */
  sizes: [number, number][];
  /** The roles of the structure tree of the first page, in order. */
  roles: string[];
  images: number;
}

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const document = await task.promise;
  const { info } = await document.getMetadata();
  const { Title, Language } = info as { Title: string; Language: string };
  const read: ReadPdf = { title: Title, language: Language, pages: [], sizes: [], roles: [], images: 0 };
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    read.pages.push(
      items
        .map((item) => ('str' in item ? item.str : ''))
        .join('')
        .replaceAll(/\s/g, ''),
    );
    const { width, height } = page.getViewport({ scale: 1 });
    read.sizes.push([Math.round(width), Math.round(height)]);
    const { fnArray } = await page.getOperatorList();
    read.images += fnArray.filter((operator) => imageOperators.includes(operator)).length;
    if (number === 1) read.roles = rolesOf(await page.getStructTree());
  }
  await task.destroy();
  return read;
}

/** paintImageMaskXObject to paintSolidColorImageMask. */
const imageOperators = [83, 84, 85, 86, 87, 88, 89, 90];

const rolesOf = (node: unknown): string[] => {
  const { role, children = [] } = node as { role?: string; children?: unknown[] };
  return [...(role ? [role] : []), ...children.flatMap(rolesOf)];
};
