/** An .xlsx is a zip archive: looked through, part by part, before any of it is unpacked into memory. */
import { finished } from 'node:stream/promises';
import { fromBufferPromise } from 'yauzl';
import { invalidField, Refusal } from '../refusal.ts';
import { largestSheet } from './sheet.ts';

const mostEntries = 200;
const largestContent = 60 * 1024 * 1024;
/** How a compound file begins: a workbook with a password, or one of before 2007. */
const compound = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** Throws the refusal when the bytes are no workbook that may be opened. */
export async function assertWorkbook(bytes: Buffer): Promise<void> {
  if (bytes.length === 0) throw refusedFile('这个文件是空的（0 字节），请重新选择。');
  if (bytes.length > largestSheet)
    throw refusedFile('文件超过 10 MB。请删去图片和多余的工作表，或者拆成几份分别导入。');
  if (bytes.subarray(0, compound.length).equals(compound))
    throw refusedFile('文件加了密码，或者是 .xls 格式。请取消密码，另存为 .xlsx 后再导入。');
  try {
    await measure(bytes);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw refusedFile('这个文件不是 .xlsx 表格，或者已损坏。请下载模板，把内容复制进去再导入。');
  }
}

/** What a part says of its own size is checked while it is unpacked: a part that lies is an error. */
async function measure(bytes: Buffer): Promise<void> {
  const archive = await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true });
  const tooLarge = () => refusedFile('文件解压后过大，不能打开。请下载模板，把内容复制进去再导入。');
  if (archive.entryCount > mostEntries) throw tooLarge();
  let total = 0;
  for await (const entry of archive.eachEntry()) {
    total += entry.uncompressedSize;
    if (total > largestContent) throw tooLarge();
    const content = await archive.openReadStreamPromise(entry);
    await finished(content.resume());
  }
}

export const refusedFile = (message: string): Refusal => invalidField('file', message);
