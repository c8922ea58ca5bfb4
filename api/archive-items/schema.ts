import { z } from 'zod';
import { archiveClasses } from '#scoring/facts.ts';

/** 4号 art 20, in the order of the text. */
export const archiveClassKeys = ['initiating', 'evidence', 'conclusion'] as const;

export const archiveLists = archiveClassKeys.map((key, index) => ({ key, ...archiveClasses[index]! }));

export const newArchiveItem = z.strictObject({
  class: z.enum(archiveClassKeys),
  title: z.string().trim().min(1, '填写材料名称。').max(100),
  fileId: z.string().min(1, '上传归档文件。').max(36),
});
