/** The worker that draws papers: a font of eight thousand characters is read and cut down beside the loop, not in it. */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import PDFDocument from 'pdfkit';
import type { Block, Paper, Printed } from './paper.ts';
import { isWoff, unpackWoff } from './woff.ts';

const given = workerData as { font: string | null };
const bundled = '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff';
const packed = readFileSync(given.font ?? createRequire(import.meta.url).resolve(bundled));
// Out of a WOFF the library would unpack the whole table of outlines again for every character.
const font = isWoff(packed) ? unpackWoff(packed) : packed;

parentPort!.on('message', ({ id, paper }: { id: number; paper: Paper }) => {
  print(paper).then(
    (printed) => parentPort!.postMessage({ id, printed }),
    (error: unknown) => parentPort!.postMessage({ id, error: error instanceof Error ? error.stack : error }),
  );
});

const millimetre = 72 / 25.4;
const margins = { top: 25, bottom: 24, left: 25, right: 25 };
const [page, text, small] = ['A4', 11, 8.5];
const muted = '#444444';
const labelWidth = 34 * millimetre;

type Doc = PDFKit.PDFDocument;

async function print(paper: Paper): Promise<Printed> {
  const doc = open(paper);
  const lacking = charactersLacking(doc, paper);
  if (lacking.length > 0) return { lacking };
  const chunks: Uint8Array[] = [];
  doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise((resolve, reject) => doc.on('end', resolve).on('error', reject));
  const root = doc.struct('Document');
  doc.addStructure(root);
  const add = (type: string, draw: () => void) => root.add(doc.struct(type, {}, draw));
  add('H1', () => doc.fontSize(18).text(mend(doc, paper.title), { align: 'center' }));
  doc.moveDown(0.8);
  for (const block of paper.blocks) drawBlock(doc, root, block);
  drawProof(doc, add, paper);
  drawEdges(doc, paper);
  root.end();
  doc.end();
  await ended;
  return { bytes: Buffer.concat(chunks) };
}

function open(paper: Paper): Doc {
  const doc = new PDFDocument({
    size: page,
    margins: mapped(margins),
    bufferPages: true,
    pdfVersion: '1.7',
    lang: 'zh-CN',
    tagged: true,
    displayTitle: true,
    info: {
      Title: `${paper.title} ${paper.number}`,
      Producer: '评信',
      Creator: '评信',
      CreationDate: new Date(paper.madeAt),
    },
  });
  doc.registerFont('text', font);
  return doc.font('text').fontSize(text);
}

const mapped = <Key extends string>(sides: Record<Key, number>) =>
  Object.fromEntries(Object.entries<number>(sides).map(([side, mm]) => [side, mm * millimetre])) as Record<
    Key,
    number
  >;

function drawBlock(doc: Doc, root: PDFKit.PDFStructureElement, block: Block): void {
  const add = (type: string, draw: () => void) => root.add(doc.struct(type, {}, draw));
  const line = { lineGap: 3, paragraphGap: 5 };
  doc.fontSize(text).fillColor('black');
  if (block.kind === 'heading') {
    doc.moveDown(0.5);
    keepTogether(doc, 60);
    add('H2', () => doc.fontSize(13).text(mend(doc, block.text), line));
  } else if (block.kind === 'text') {
    const indent = block.flush ? 0 : 2 * text;
    add('P', () => doc.text(mend(doc, block.text), { ...line, indent }));
  } else if (block.kind === 'list') {
    block.items.forEach((item, index) =>
      add('P', () => doc.text(`${index + 1}. ${mend(doc, item)}`, { ...line, indent: 2 * text })),
    );
  } else if (block.kind === 'facts') drawFacts(doc, root, block.rows);
  else drawSigning(doc, add, block.lines);
}

/** Label and value in a ruled table, a row never broken over two pages. */
function drawFacts(
  doc: Doc,
  root: PDFKit.PDFStructureElement,
  rows: readonly (readonly [string, string])[],
): void {
  const { left, right } = doc.page.margins;
  const width = doc.page.width - left - right;
  const valueWidth = width - labelWidth - 16;
  const table = doc.struct('Table');
  root.add(table);
  for (const [label, value] of rows) {
    const texts = [mend(doc, label), mend(doc, value)] as const;
    const height =
      8 +
      Math.max(
        doc.heightOfString(texts[0], { width: labelWidth - 12, lineGap: 2 }),
        doc.heightOfString(texts[1], { width: valueWidth, lineGap: 2 }),
      );
    keepTogether(doc, height);
    const top = doc.y;
    doc.markContent('Artifact', { type: 'Layout' });
    doc.rect(left, top, labelWidth, height).fill('#f2f2f2');
    doc.lineWidth(0.5).strokeColor('#888888');
    doc.rect(left, top, labelWidth, height).stroke();
    doc.rect(left + labelWidth, top, width - labelWidth, height).stroke();
    doc.endMarkedContent();
    doc.fillColor('black');
    const row = doc.struct('TR');
    table.add(row);
    row.add(
      doc.struct('TH', {}, () => {
        doc.text(texts[0], left + 6, top + 4, { width: labelWidth - 12, lineGap: 2 });
      }),
    );
    row.add(
      doc.struct('TD', {}, () => {
        doc.text(texts[1], left + labelWidth + 8, top + 4, { width: valueWidth, lineGap: 2 });
      }),
    );
    row.end();
    doc.x = left;
    doc.y = top + height;
  }
  table.end();
  doc.moveDown(0.6);
}

function drawSigning(
  doc: Doc,
  add: (type: string, draw: () => void) => void,
  lines: readonly string[],
): void {
  keepTogether(doc, 40 * millimetre + lines.length * 24);
  doc.y += 18 * millimetre;
  const left = doc.x;
  const right = doc.page.width / 2;
  for (const one of lines) add('P', () => doc.text(mend(doc, one), right, doc.y, { lineGap: 8 }));
  doc.x = left;
  doc.y += 8 * millimetre;
}

/** What proves that the paper is of the record: at its end, where it is in nobody's way. */
function drawProof(doc: Doc, add: (type: string, draw: () => void) => void, paper: Paper): void {
  keepTogether(doc, 50);
  doc.moveDown(0.5).fontSize(small).fillColor(muted);
  add('P', () =>
    doc.text(`记录指纹（SHA-256）：${paper.fingerprint}。校验码取自记录指纹，同一记录的校验码不变。`, {
      lineGap: 2,
    }),
  );
}

/** Number, code and page on every page; they repeat, so that a reader that speaks passes over them. */
function drawEdges(doc: Doc, paper: Paper): void {
  const { start, count } = doc.bufferedPageRange();
  doc.fontSize(small).fillColor(muted);
  for (let index = 0; index < count; index++) {
    doc.switchToPage(start + index);
    const { left, right, bottom } = doc.page.margins;
    const width = doc.page.width - left - right;
    // Else the text of the margin would begin a page of its own.
    doc.page.margins.bottom = 0;
    doc.markContent('Artifact', { type: 'Pagination' });
    const y = doc.page.height - bottom + 20;
    doc.text(`文书编号 ${paper.number}    校验码 ${paper.code}`, left, y, { width, lineBreak: false });
    doc.text(`第 ${index + 1} 页 共 ${count} 页`, left, y, { width, align: 'right', lineBreak: false });
    if (paper.warning)
      doc.text(mend(doc, paper.warning), left, 30, { width, align: 'center', lineBreak: false });
    doc.endMarkedContent();
    doc.page.margins.bottom = bottom;
  }
}

function keepTogether(doc: Doc, height: number): void {
  if (doc.y + height > doc.page.height - doc.page.margins.bottom) doc.addPage();
}

interface Glyphs {
  font: { hasGlyphForCodePoint(point: number): boolean };
}
const has = (doc: Doc, character: string): boolean =>
  (doc as unknown as { _font: Glyphs })._font.font.hasGlyphForCodePoint(character.codePointAt(0)!);

/** A circled number that the font lacks is written in brackets; blanks of other widths become blanks. */
const mend = (doc: Doc, given: string): string =>
  [...given.replaceAll(/\r\n?/g, '\n').replaceAll('\t', ' ').normalize('NFC')]
    .map((one) => {
      if (one === '\n' || has(doc, one)) return one;
      if (/\p{Zs}/u.test(one)) return ' ';
      const circled = one.charCodeAt(0) - 0x245f;
      return circled >= 1 && circled <= 20 ? `(${circled})` : one;
    })
    .join('');

function charactersLacking(doc: Doc, paper: Paper): string[] {
  const texts = [
    paper.title,
    paper.number,
    paper.code,
    paper.warning ?? '',
    ...paper.blocks.flatMap(textsOf),
  ];
  const characters = new Set(texts.flatMap((one) => [...mend(doc, one)]));
  return [...characters].filter((one) => one !== '\n' && !has(doc, one));
}

function textsOf(block: Block): readonly string[] {
  if (block.kind === 'facts') return block.rows.flat();
  if (block.kind === 'list') return block.items;
  return block.kind === 'signing' ? block.lines : [block.text];
}
