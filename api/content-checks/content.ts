/** What a file is, by its content, and what it may be called. */
import { fileTypeFromBuffer } from 'file-type';
import { assertOffice, endsAsArchive, refuseCompound, withMacros } from './office.ts';
import { assertPdf } from './pdf.ts';
import { invalidField } from '../refusal.ts';

export const fileTypes = ['pdf', 'docx', 'xlsx', 'jpg', 'png'] as const;
export type FileType = (typeof fileTypes)[number];

/** 20 MB. */
export const largestFile = 20 * 1024 * 1024;

export const mediaTypes: Record<FileType, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  jpg: 'image/jpeg',
  png: 'image/png',
};

/** The name without the folders before it. Throws the refusal for a name that cannot be kept. */
export function fileNameOf(given: string): string {
  const name = (given.split(/[/\\]/).at(-1) ?? '').trim();
  if (invisible.test(name)) throw invalidField('file', '文件名含有看不见的字符，请改名后再上传。');
  if (/^\.*$/.test(name)) throw invalidField('file', '文件没有名称，请改名后再上传。');
  if ([...name].length > 200) throw invalidField('file', '文件名超过 200 个字，请缩短后再上传。');
  if (!extensionOf(name)) throw invalidField('file', `只接收 ${accepted} 文件，请转换后再上传。`);
  return name;
}

/** The kind of the bytes. Throws the refusal when the content is of no accepted kind, not of the name's, or not safe. */
export async function fileTypeOf(bytes: Buffer, name: string): Promise<FileType> {
  const named = extensionOf(name)!;
  if (bytes.subarray(0, 1024).indexOf('%PDF-') > 0) throw mixed('开头');
  const found = (await fileTypeFromBuffer(bytes))?.ext;
  if (found === 'cfb') refuseCompound(bytes);
  if (found === 'docm' || found === 'xlsm') throw withMacros();
  if (found !== named) throw otherType(named, found);
  if (named === 'docx' || named === 'xlsx') await assertOffice(bytes);
  else if (endsAsArchive(bytes)) throw mixed('末尾');
  if (named === 'pdf') await assertPdf(bytes);
  return named;
}

/** What opens as one thing in one program and as another in the next is of no kind that can be trusted. */
const mixed = (where: string) =>
  invalidField('file', `文件的${where}夹有别的内容，不能确定它是什么。请重新导出后再上传。`);

function otherType(named: FileType, found: string | undefined) {
  const content = fileTypes.find((type) => type === found);
  return invalidField(
    'file',
    content
      ? `文件名的后缀是 ${named.toUpperCase()}，内容却是 ${content.toUpperCase()}。请改正后缀后再上传。`
      : `这个文件的内容不是 ${named.toUpperCase()}，或者已损坏。请另存为 ${accepted} 后再上传。`,
  );
}

/** Control and format characters, line separators, and letters that are drawn as nothing. */
const invisible = /[\p{C}\p{Zl}\p{Zp}\u034f\u115f\u1160\u3164\uffa0]/u;

const accepted = 'PDF、DOCX、XLSX、JPG、PNG';

function extensionOf(name: string): FileType | undefined {
  const extension = /\.([A-Za-z]{3,4})$/.exec(name)?.[1]?.toLowerCase();
  return fileTypes.find((type) => type === (extension === 'jpeg' ? 'jpg' : extension));
}
