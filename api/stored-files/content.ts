/** What a file is, by its content, and what it may be called. */
import { fileTypeFromStream } from 'file-type';
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
  if (/\p{C}/u.test(name)) throw invalidField('file', '文件名含有看不见的字符，请改名后再上传。');
  if (/^\.*$/.test(name)) throw invalidField('file', '文件没有名称，请改名后再上传。');
  if ([...name].length > 200) throw invalidField('file', '文件名超过 200 个字，请缩短后再上传。');
  if (!extensionOf(name)) throw invalidField('file', `只接收 ${accepted} 文件，请转换后再上传。`);
  return name;
}

/** The kind of the bytes. Throws the refusal when the content is of no accepted kind, or not of the name's. */
export async function fileTypeOf(bytes: ReadableStream<Uint8Array>, name: string): Promise<FileType> {
  const found = (await fileTypeFromStream(bytes))?.ext;
  const named = extensionOf(name)!;
  if (found === named) return named;
  const content = fileTypes.find((type) => type === found);
  throw invalidField(
    'file',
    content
      ? `文件名的后缀是 ${named.toUpperCase()}，内容却是 ${content.toUpperCase()}。请改正后缀后再上传。`
      : `这个文件的内容不是 ${named.toUpperCase()}（可能已加密、损坏，或含有宏）。请另存为 ${accepted} 后再上传。`,
  );
}

const accepted = 'PDF、DOCX、XLSX、JPG、PNG';

function extensionOf(name: string): FileType | undefined {
  const extension = /\.([A-Za-z]{3,4})$/.exec(name)?.[1]?.toLowerCase();
  return fileTypes.find((type) => type === (extension === 'jpeg' ? 'jpg' : extension));
}
