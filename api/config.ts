import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { S3Settings } from './stored-files/s3-store.ts';
import { isKey } from './vault.ts';

/** Everything the environment may decide. Read once at the start; nothing else looks at `process.env`. */
export interface Config {
  port: number;
  host: string;
  dataDir: string;
  /** Seals personal numbers and files; without it a key is made in the data folder. */
  dataKey: string | null;
  /** The owner's URL of a PostgreSQL of one's own; without it the embedded server is used. */
  databaseUrl: string | null;
  /** 'empty' opens an installation without the example district. */
  setup: 'empty' | null;
  /** Sign-in over plain http from elsewhere, without the Secure cookie. */
  allowHttp: boolean;
  /** A fuller font for papers than the one that comes with the program; TTF, OTF or WOFF. */
  paperFont: string | null;
  /** Where the bytes of files lie; without it in the data folder. */
  s3: S3Settings | null;
  /** Where a virus scanner listens; uploads are kept only when it has found them clean. */
  clamd: { path: string } | { host: string; port: number } | null;
  /** The address people type, when a proxy stands in front. */
  origin: string | null;
  /** The server that mail leaves by, who it is from, and what its links begin with. */
  mail: { url: string; from: string; origin: string } | null;
}

/** Throws one error that names every setting that cannot be used. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = settings.safeParse(given);
  if (!parsed.success) throw new Error(problemsOf(parsed.error));
  const { PORT, HOST, DATA_DIR, DATA_KEY, DATABASE_URL, SETUP, ALLOW_HTTP, PAPER_FONT, ORIGIN } = parsed.data;
  const { SMTP_URL, MAIL_FROM } = parsed.data;
  return {
    port: PORT,
    host: HOST,
    dataDir: fromRoot(DATA_DIR),
    dataKey: DATA_KEY ?? null,
    databaseUrl: DATABASE_URL ?? null,
    setup: SETUP ?? null,
    allowHttp: ALLOW_HTTP === '1',
    paperFont: PAPER_FONT ? fromRoot(PAPER_FONT) : null,
    s3: s3Of(parsed.data),
    clamd: clamdOf(parsed.data),
    origin: ORIGIN?.replace(/\/$/, '') ?? null,
    mail:
      SMTP_URL && MAIL_FROM && ORIGIN
        ? { url: SMTP_URL, from: MAIL_FROM, origin: ORIGIN.replace(/\/$/, '') }
        : null,
  };
}

/** The built portal reads its own settings from the environment when it is imported. */
export function preparePortal(): void {
  process.env.BODY_SIZE_LIMIT = '25M';
  process.env.PROTOCOL_HEADER = 'x-forwarded-proto';
}

const fromRoot = (path: string): string => resolve(import.meta.dirname, '..', path);

function s3Of(given: z.output<typeof settings>): S3Settings | null {
  const { S3_ENDPOINT, S3_BUCKET, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_PATH_STYLE } = given;
  if (!S3_ENDPOINT || !S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY) return null;
  return {
    ...{ endpoint: S3_ENDPOINT, bucket: S3_BUCKET, region: S3_REGION, pathStyle: S3_PATH_STYLE === '1' },
    ...{ accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY },
  };
}

/** All of them or none: a bucket that is half named must not be taken for the data folder. */
function namedWhole(given: Record<string, unknown>, context: z.RefinementCtx): void {
  const together = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'];
  if (!together.some((name) => given[name])) return;
  for (const name of together)
    if (!given[name])
      context.addIssue({ code: 'custom', path: [name], message: '与其他 S3 变量须一并填写，或都留空' });
}

function clamdOf({ CLAMD_HOST, CLAMD_PORT, CLAMD_SOCKET }: z.output<typeof settings>): Config['clamd'] {
  if (CLAMD_SOCKET) return { path: CLAMD_SOCKET };
  return CLAMD_HOST ? { host: CLAMD_HOST, port: CLAMD_PORT } : null;
}

const needsAll = '发送邮件须同时设置 SMTP_URL、MAIL_FROM 和 ORIGIN，或都不设置前两项';

const fields = z.object({
  PORT: z.coerce
    .number('应为 0 至 65535 的整数')
    .int('应为整数')
    .min(0, '不得小于 0')
    .max(65535, '不得大于 65535')
    .default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('.data'),
  DATA_KEY: z.string().refine(isKey, '应为 32 个字节的 base64url，即 43 个字符').optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, '应以 postgres:// 或 postgresql:// 开头')
    .optional(),
  SETUP: z.enum(['empty'], '只能填 empty，或留空').optional(),
  ALLOW_HTTP: z.enum(['0', '1'], '只能填 1 或 0，或留空').optional(),
  PAPER_FONT: z
    .string()
    .refine((path) => /\.(ttf|otf|woff)$/i.test(path), '应为 .ttf、.otf 或 .woff 字体文件的路径')
    .refine((path) => existsSync(fromRoot(path)), '没有找到这个字体文件')
    .optional(),
  S3_ENDPOINT: z
    .string()
    .regex(/^https?:\/\/[^/]+\/?$/, '应为不带路径的网址，例如 https://s3.example.gov.cn')
    .optional(),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_PATH_STYLE: z.enum(['0', '1'], '只能填 1 或 0，或留空').default('1'),
  CLAMD_HOST: z.string().optional(),
  CLAMD_PORT: z.coerce
    .number('应为 1 至 65535 的整数')
    .int('应为整数')
    .min(1, '不得小于 1')
    .max(65535, '不得大于 65535')
    .default(3310),
  CLAMD_SOCKET: z.string().optional(),
  ORIGIN: z
    .string()
    .regex(/^https?:\/\/[^/]+\/?$/, '应为不带路径的网址，例如 https://pingxin.example.gov.cn')
    .optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/[^\s/]+/, '应为 smtp://用户:密码@服务器:端口，或 smtps:// 开头')
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^([^<>\r\n]*<)?[^\s<>@]+@[^\s<>@]+>?$/, '应为发件邮箱，例如 评信 <pingxin@example.gov.cn>')
    .optional(),
});

const settings = fields.superRefine(namedWhole).superRefine(({ SMTP_URL, MAIL_FROM, ORIGIN }, check) => {
  if (SMTP_URL && !MAIL_FROM) check.addIssue({ code: 'custom', path: ['MAIL_FROM'], message: needsAll });
  if (MAIL_FROM && !SMTP_URL) check.addIssue({ code: 'custom', path: ['SMTP_URL'], message: needsAll });
  if (SMTP_URL && MAIL_FROM && !ORIGIN)
    check.addIssue({ code: 'custom', path: ['ORIGIN'], message: needsAll });
});

function problemsOf(error: z.ZodError): string {
  const lines = error.issues.map((issue) => `  ${issue.path.join('.')}：${issue.message}`);
  return ['环境变量有下列问题，请改正后重新启动：', ...lines].join('\n');
}
