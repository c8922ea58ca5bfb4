/** Small files of each accepted kind, made here byte by byte. */
import { crc32 } from 'node:zlib';

const text = (content: string) => Buffer.from(content, 'utf8');

/** The smallest PDF that is one: a header, an empty page tree, a trailer. */
export const pdf = (mark = '示例'): Buffer =>
  text(
    `%PDF-1.4\n%${mark}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n` +
      'trailer<</Root 1 0 R>>\n%%EOF\n',
  );

/** A picture of one pixel. */
export const png = (): Buffer =>
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );

export const jpg = (): Buffer =>
  Buffer.from('ffd8ffe000104a46494600010100000100010000ffdb004300' + '08'.repeat(64) + 'ffd9', 'hex');

export const docx = (): Buffer => office('word/document.xml', 'wordprocessingml.document');
export const xlsx = (): Buffer => office('xl/workbook.xml', 'spreadsheetml.sheet');

/** An archive that is no office document. */
export const plainZip = (): Buffer => zip({ 'readme.txt': text('x') });

/** A .docx that carries macros: its main part says so. */
export const docm = (): Buffer =>
  zip({
    '[Content_Types].xml': text(
      '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
    ),
    'word/document.xml': text('<document/>'),
  });

/** Macros beside a main part that says nothing of them. */
export const docxWithMacros = (): Buffer =>
  office('word/document.xml', 'wordprocessingml.document', { 'word/vbaProject.bin': text('x') });
/** Macros of the kind that Excel had before Visual Basic. */
export const xlsxWithMacroSheet = (): Buffer =>
  office('xl/workbook.xml', 'spreadsheetml.sheet', { 'xl/macrosheets/sheet1.xml': text('<x/>') });

/** Says of one part that it fills 600 MB once unpacked. */
export function zipBomb(): Buffer {
  const bytes = docx();
  const entry = bytes.lastIndexOf('PK\u0001\u0002', undefined, 'latin1');
  bytes.writeUInt16LE(8, entry + 10);
  bytes.writeUInt32LE(600 * 1024 * 1024, entry + 24);
  return bytes;
}

/** A compound file with one entry in its directory: what Office writes with a password, or what it wrote before 2007. */
export const compound = (entry: 'EncryptedPackage' | 'WordDocument'): Buffer => {
  const directory = Buffer.alloc(512);
  directory.write(entry, 'utf16le');
  return Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), directory]);
};

function office(part: string, kind: string, more: Record<string, Buffer> = {}): Buffer {
  const type = `application/vnd.openxmlformats-officedocument.${kind}.main+xml`;
  return zip({
    '[Content_Types].xml': text(`<Types><Override PartName="/${part}" ContentType="${type}"/></Types>`),
    [part]: text('<root/>'),
    ...more,
  });
}

/** An archive of stored, uncompressed entries. */
function zip(entries: Record<string, Buffer>): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt32LE(crc32(content), 10);
    shared.writeUInt32LE(content.length, 14);
    shared.writeUInt32LE(content.length, 18);
    shared.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), shared, text(name), content]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), shared, rest, text(name)]));
    files.push(local);
    offset += local.length;
  }
  const entriesOfIt = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(entriesOfIt.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, entriesOfIt, end]);
}
