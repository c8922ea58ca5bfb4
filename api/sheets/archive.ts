/** An .xlsx is a zip archive: looked through, part by part, before any of it is unpacked into memory. */
import { fromBufferPromise } from 'yauzl';
import { invalidField, Refusal } from '../refusal.ts';
import { largestSheet } from './sheet.ts';

const mostEntries = 200;
const largestContent = 60 * 1024 * 1024;
/** Of the parts that are parsed: five hundred rows fill less than one, and twenty would hold the process for seconds. */
const largestText = 4 * 1024 * 1024;
/** Of all sheets, with those that are formatted and empty. */
const mostRowElements = 2000;
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
  const seen = { entries: 0, content: 0, text: 0, rows: 0 };
  for await (const entry of archive.eachEntry()) {
    if (/vbaProject\.bin$|^xl\/macrosheets\//i.test(entry.fileName))
      throw refusedFile('文件含有宏。请另存为不含宏的 .xlsx 后再导入。');
    seen.entries++;
    seen.content += entry.uncompressedSize;
    if (/\.(xml|rels)$/i.test(entry.fileName)) seen.text += entry.uncompressedSize;
    assertModest(seen);
    const content = await archive.openReadStreamPromise(entry);
    for await (const rows of rowsIn(content)) {
      seen.rows += rows;
      assertModest(seen);
    }
  }
}

/** How many rows begin in each chunk, counting one whose beginning is cut in two. */
async function* rowsIn(content: AsyncIterable<Buffer>): AsyncGenerator<number> {
  let before = '';
  for await (const chunk of content) {
    const text = before + chunk.toString('latin1');
    before = text.slice(-rowStart.length + 1);
    yield text.split(rowStart).length - 1;
  }
}

const rowStart = '<row';

function assertModest({
  entries,
  content,
  text,
  rows,
}: Record<'entries' | 'content' | 'text' | 'rows', number>): void {
  if (entries > mostEntries || content > largestContent)
    throw refusedFile('文件解压后过大，不能打开。请下载模板，把内容复制进去再导入。');
  if (text > largestText || rows > mostRowElements)
    throw refusedFile(
      '表格内容过多，一次至多导入 500 行。请删去空白的行列和多余的工作表，或者拆成几份分别导入。',
    );
}

export const refusedFile = (message: string): Refusal => invalidField('file', message);
