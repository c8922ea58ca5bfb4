/** DOCX and XLSX are zip archives: judged by their table of contents, nothing is unpacked. */
import { fromBufferPromise } from 'yauzl';
import { invalidField, Refusal } from '../refusal.ts';

const mostEntries = 10_000;
const largestContent = 500 * 1024 * 1024;

/** Throws the refusal for a document that carries programs, or is too large or too broken to be opened. */
export async function assertOffice(bytes: Buffer): Promise<void> {
  try {
    await look(bytes);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw invalidField('file', '这个文件打不开，可能已损坏。请用 Office 或 WPS 打开后另存，再上传。');
  }
}

async function look(bytes: Buffer): Promise<void> {
  const archive = await fromBufferPromise(bytes, { lazyEntries: true });
  if (archive.entryCount > mostEntries) throw tooLarge();
  let content = 0;
  for await (const entry of archive.eachEntry()) {
    if (isProgram(entry.fileName)) throw withMacros();
    content += entry.uncompressedSize;
    if (content > largestContent) throw tooLarge();
  }
}

export const withMacros = (): Refusal =>
  invalidField('file', '文件含有宏。请另存为不含宏的 DOCX 或 XLSX 后再上传。');

const tooLarge = (): Refusal => invalidField('file', '文件解压后过大，不能接收。请删去图片或拆分后再上传。');

/** Visual Basic, and the sheets of macros that Excel had before it. */
const isProgram = (path: string): boolean => /(^|\/)vbaProject\.bin$|^xl\/macrosheets\//i.test(path);

/** Throws the refusal for a compound file: what Office writes with a password, and what it wrote before 2007. */
export function refuseCompound(bytes: Buffer): never {
  const encrypted = bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'));
  throw invalidField(
    'file',
    encrypted
      ? '文件设有打开密码。请在 Office 或 WPS 中取消密码后再上传。'
      : '这是旧版 Office 文件（DOC、XLS 等），只改了后缀。请另存为 DOCX 或 XLSX 后再上传。',
  );
}

/** Whether a zip archive ends where the bytes end: appended to a picture or a PDF, it opens as an archive. */
export function endsAsArchive(bytes: Buffer): boolean {
  const tail = bytes.subarray(-endLength - 0xffff);
  for (let at = tail.indexOf(endMark); at >= 0; at = tail.indexOf(endMark, at + 1)) {
    if (at + endLength > tail.length) return false;
    // A comment may follow, of the length that is told; a line break behind it does no harm to an archive.
    const behind = tail.length - (at + endLength + tail.readUInt16LE(at + endLength - 2));
    if (behind >= 0 && behind <= 2) return true;
  }
  return false;
}

const endMark = Buffer.from('PK\u0005\u0006', 'latin1');
const endLength = 22;
