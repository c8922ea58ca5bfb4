import { createHash } from 'node:crypto';
import {
  copyFile,
  mkdir,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keep, openStored, receive } from '../../api/stored-files/storage.ts';
import { newKey, openVault } from '../../api/vault.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';
import {
  pdfLinearized,
  pdfWithOldPassword,
  pdfWithPassword,
  pdfWithPermissions,
} from '../support/encrypted-pdfs.ts';
import {
  compound,
  docm,
  docx,
  docxWithMacros,
  jpg,
  pdf,
  plainZip,
  png,
  xlsx,
  xlsxWithMacroSheet,
  zipBomb,
} from '../support/sample-files.ts';

let district: District;
let sender: Person;
let officer: Person;
let agency: { id: string };
beforeAll(async () => {
  district = await openDistrict();
  agency = await district.agency();
  sender = await district.signedIn(['agencyStaff'], { agencyId: agency.id });
  officer = await district.signedIn(['bureauOfficer']);
});
afterAll(() => district.close());

const megabytes20 = 20 * 1024 * 1024;
const broken = '这个文件打不开，可能已损坏。请用 Office 或 WPS 打开后另存，再上传。';
const encrypted = '这份 PDF 已加密（设有打开密码或权限密码）。请取消密码保护后再上传。';
const macros = '文件含有宏。请另存为不含宏的 DOCX 或 XLSX 后再上传。';
const mixed = (where: string) => `文件的${where}夹有别的内容，不能确定它是什么。请重新导出后再上传。`;

describe('a file', () => {
  it.each([
    ['授权书.pdf', pdf(), 'pdf'],
    ['方案.docx', docx(), 'docx'],
    ['名单.XLSX', xlsx(), 'xlsx'],
    ['照片.jpeg', jpg(), 'jpg'],
    ['照片.png', png(), 'png'],
  ])('of an accepted kind is stored and comes back as it was: %s', async (name, bytes, type) => {
    const stored = await sender.upload(name, bytes);
    expect(stored.status).toBe(201);
    expect(stored.body).toMatchObject({ name, type, size: bytes.length });
    const answer = await sender.get(`/files/${stored.body.id}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Content-Disposition')).toMatch(
      /^attachment; filename="[\w.-]+"; filename\*=UTF-8''/,
    );
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(answer.headers.get('Content-Security-Policy')).toBe("default-src 'none'; sandbox");
    expect(answer.headers.get('Content-Length')).toBe(String(bytes.length));
    if (type === 'pdf') expect(Buffer.from(answer.body).equals(bytes)).toBe(true);
    const row = await district.owner
      .selectFrom('file')
      .select(['sha256', 'agencyId', 'uploadedBy'])
      .where('id', '=', stored.body.id)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({
      sha256: createHash('sha256').update(bytes).digest('hex'),
      agencyId: agency.id,
      uploadedBy: sender.accountId,
    });
  });

  it.each<[string, Buffer, number, string]>([
    ['empty.pdf', Buffer.alloc(0), 422, '这个文件是空的（0 字节），请重新选择。'],
    [
      'large.pdf',
      Buffer.concat([pdf(), Buffer.alloc(megabytes20 + 1 - pdf().length)]),
      413,
      '文件超过 20 MB，请压缩或拆分后再上传。',
    ],
    ['picture.pdf', png(), 422, '文件名的后缀是 PDF，内容却是 PNG。请改正后缀后再上传。'],
    ['table.docx', xlsx(), 422, '文件名的后缀是 DOCX，内容却是 XLSX。请改正后缀后再上传。'],
    [
      'archive.docx',
      plainZip(),
      422,
      '这个文件的内容不是 DOCX，或者已损坏。请另存为 PDF、DOCX、XLSX、JPG、PNG 后再上传。',
    ],
    ['cut.docx', docx().subarray(0, -30), 422, broken],
    ['bomb.docx', zipBomb(), 422, '文件解压后过大，不能接收。请删去图片或拆分后再上传。'],
    ['macro.docx', docm(), 422, macros],
    ['macro2.docx', docxWithMacros(), 422, macros],
    ['macro.xlsx', xlsxWithMacroSheet(), 422, macros],
    [
      'password.docx',
      compound('EncryptedPackage'),
      422,
      '文件设有打开密码。请在 Office 或 WPS 中取消密码后再上传。',
    ],
    [
      'old.docx',
      compound('WordDocument'),
      422,
      '这是旧版 Office 文件（DOC、XLS 等），只改了后缀。请另存为 DOCX 或 XLSX 后再上传。',
    ],
    ['password.pdf', pdfWithPassword(), 422, encrypted],
    ['password40.pdf', pdfWithOldPassword(), 422, encrypted],
    ['permissions.pdf', pdfWithPermissions(), 422, encrypted],
    ['linearized.pdf', pdfLinearized(), 422, encrypted],
    [
      'header.pdf',
      Buffer.from('%PDF-1.4\n%%EOF\n'),
      422,
      '这份 PDF 打不开，可能已损坏。请重新导出 PDF 后再上传。',
    ],
    ['late.pdf', Buffer.concat([Buffer.from('\ufeff'), pdf()]), 422, mixed('开头')],
    ['html.pdf', Buffer.concat([Buffer.from('<html><script>x</script>'), pdf()]), 422, mixed('开头')],
    ['both.jpg', Buffer.concat([jpg(), pdf()]), 422, mixed('开头')],
    ['both.pdf', Buffer.concat([pdf(), plainZip()]), 422, mixed('末尾')],
    ['inside.pdf', insideArchive(), 422, mixed('末尾')],
    ['both.png', Buffer.concat([png(), docx()]), 422, mixed('末尾')],
    ['page.html', Buffer.from('<script>'), 422, '只接收 PDF、DOCX、XLSX、JPG、PNG 文件，请转换后再上传。'],
    [
      'page.pdf',
      Buffer.from('<html><script>'),
      422,
      '这个文件的内容不是 PDF，或者已损坏。请另存为 PDF、DOCX、XLSX、JPG、PNG 后再上传。',
    ],
    ['noextension', pdf(), 422, '只接收 PDF、DOCX、XLSX、JPG、PNG 文件，请转换后再上传。'],
    ['', pdf(), 422, '文件没有名称，请改名后再上传。'],
    ['a\r\nX-Injected: 1.pdf', pdf(), 422, '文件名含有看不见的字符，请改名后再上传。'],
    ...['\u202e', '\u200b', '\u200d', '\u2060', '\u2066', '\ufeff', '\u2028', '\u3164', '\u00ad'].map(
      (sign): [string, Buffer, number, string] => [
        `fdp.${sign}gpj.pdf`,
        pdf(),
        422,
        '文件名含有看不见的字符，请改名后再上传。',
      ],
    ),
    [`${'长'.repeat(197)}.pdf`, pdf(), 422, '文件名超过 200 个字，请缩短后再上传。'],
  ])(
    'that cannot be kept is refused in words and leaves nothing: %s',
    async (name, bytes, status, message) => {
      const answer = await sender.upload(name, bytes);
      expect(answer.status).toBe(status);
      expect(answer.body.fields).toEqual({ file: message });
      expect(await readdir(join(district.dataDir, 'files', 'incoming'))).toEqual([]);
    },
  );

  it.each([
    ['text of a page', 'BT (trailer<</Encrypt 9 0 R>>) Tj ET'],
    ['a page that tells of archives', 'PK\u0005\u0006'],
    ['script in a comment', '%<html><script>alert(1)</script>'],
  ])('that only talks of what is refused is kept, and is never a page of ours: %s', async (name, said) => {
    const stored = await sender.upload(
      `${name}.pdf`,
      pdf(`\n9 0 obj<</Length 99>>stream\n${said}\nendstream`),
    );
    expect(stored.status).toBe(201);
    const { headers } = await sender.get(`/files/${stored.body.id}`);
    expect(headers.get('Content-Type')).toBe('application/pdf');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  });

  it('of exactly 20 MB is kept', async () => {
    const bytes = Buffer.concat([pdf(), Buffer.alloc(megabytes20 - pdf().length)]);
    expect((await sender.upload('最大.pdf', bytes)).body.size).toBe(megabytes20);
  });

  it.each([
    ['../../../etc/passwd.pdf', 'passwd.pdf'],
    ['..\\..\\windows\\授权书.pdf', '授权书.pdf'],
    ['%2e%2e%2f授权书.pdf', '%2e%2e%2f授权书.pdf'],
    ['C:\\Users\\示例\\授权书.pdf', '授权书.pdf'],
    ['a";filename=b.html;x=".pdf', 'a";filename=b.html;x=".pdf'],
  ])('keeps only the last part of its name, quoted in the header: %s', async (given, name) => {
    const stored = await sender.upload(given, pdf());
    expect(stored.body.name).toBe(name);
    const header = (await sender.get(`/files/${stored.body.id}`)).headers.get('Content-Disposition')!;
    expect(header).toMatch(/^attachment; filename="[\w.-]+"; filename\*=UTF-8''[\w.%~!-]+$/);
    expect(decodeURIComponent(header.split("UTF-8''")[1]!)).toBe(name);
  });

  it('sent twice is one file, with one line in the journal', async () => {
    const first = await sender.upload('同一份.pdf', pdf('同一份'));
    const second = await sender.upload('同一份.pdf', pdf('同一份'));
    expect(second.body.id).toBe(first.body.id);
    const lines = await district.owner
      .selectFrom('journalEntry')
      .select('event')
      .where('subjectId', '=', first.body.id)
      .execute();
    expect(lines).toEqual([{ event: 'file.stored' }]);
  });

  it('is there for its own side, the bureau and those who oversee, and for nobody else', async () => {
    const { id } = (await sender.upload('内部.pdf', pdf('内部'))).body;
    const ofBureau = (await officer.upload('内部.pdf', pdf('内部'))).body.id;
    expect(ofBureau).not.toBe(id);
    const colleague = await district.signedIn(['leadEvaluator'], { agencyId: agency.id });
    const stranger = await district.signedIn(['agencyAdmin'], { agencyId: (await district.agency()).id });
    const auditor = await district.signedIn(['auditor']);
    const administrator = await district.signedIn(['systemAdmin']);
    const statuses = async (who: Pick<Person, 'get'>) => [
      (await who.get(`/files/${id}`)).status,
      (await who.get(`/files/${ofBureau}`)).status,
    ];
    expect(await statuses(colleague)).toEqual([200, 404]);
    expect(await statuses(stranger)).toEqual([404, 404]);
    expect(await statuses(officer)).toEqual([200, 200]);
    expect(await statuses(auditor)).toEqual([200, 200]);
    expect(await statuses(administrator)).toEqual([403, 403]);
    expect(await statuses(district.public)).toEqual([401, 401]);
    expect((await auditor.upload('a.pdf', pdf())).status).toBe(403);
    expect((await district.public.upload('a.pdf', pdf())).status).toBe(401);
  });

  it('lies sealed on the disk, once for the same content, under a name that tells nothing of it', async () => {
    const bytes = pdf('封存');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const before = await onDisk();
    await sender.upload('封存.pdf', bytes);
    await officer.upload('封存.pdf', bytes);
    const added = (await onDisk()).filter((path) => !before.includes(path));
    expect(added).toHaveLength(1);
    expect(added[0]).not.toContain(sha256);
    const sealed = await readFile(added[0]!);
    expect(sealed.subarray(0, 12).toString('latin1')).toBe('A256GCM-64K.');
    expect(sealed.includes('%PDF')).toBe(false);
    expect(sealed.includes('封存')).toBe(false);
    const rows = await district.owner
      .selectFrom('file')
      .select('sealedBy')
      .where('sha256', '=', sha256)
      .execute();
    expect(rows.map(({ sealedBy }) => sealedBy)).toEqual([
      sealed.toString('latin1', 12, 20),
      expect.any(String),
    ]);
  });

  it('that was stored plain before still opens, and is sealed when it is sent again', async () => {
    const bytes = pdf('从前');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { id } = (await sender.upload('从前.pdf', bytes)).body;
    const [sealed] = (await newestOnDisk()).slice(0, 1);
    await rm(sealed!);
    const plain = join(district.dataDir, 'files', sha256.slice(0, 2), sha256);
    await mkdir(dirname(plain), { recursive: true });
    await writeFile(plain, bytes);
    expect(Buffer.from((await sender.get(`/files/${id}`)).body).equals(bytes)).toBe(true);
    await sender.upload('从前.pdf', bytes);
    expect(await onDisk()).toContain(sealed);
    expect(await onDisk()).not.toContain(plain);
    expect(Buffer.from((await sender.get(`/files/${id}`)).body).equals(bytes)).toBe(true);
  });

  it.each([
    ['changed', (path: string) => writeFile(path, 'changed')],
    ['cut off', (path: string) => truncate(path, 100)],
    ['another file', async (path: string) => copyFile(await otherThan(path), path)],
  ])('is not handed out when its bytes are no longer those that were stored: %s', async (harm, change) => {
    const { id } = (await sender.upload(`${harm}.pdf`, pdf(harm))).body;
    await change((await newestOnDisk())[0]!);
    const answer = await sender.get(`/files/${id}`);
    expect(answer.status).toBe(409);
    expect(answer.body.message).toBe(
      '这份文件的内容与登记的摘要不符，已停止下载。请联系系统管理员从备份恢复。',
    );
  });

  it.skipIf(process.platform !== 'linux')('that nobody reads to its end leaves nothing open', async () => {
    const store = { ...district.deps, vault: openVault(newKey()) };
    const received = await receive(store, 'unread', new Blob([new Uint8Array(pdf())]).stream());
    await keep(store, received);
    const path = (await newestOnDisk())[0]!;
    await (await openStored(store, received)).cancel();
    const open = (await readdir('/proc/self/fd')).map((fd) =>
      readlink(`/proc/self/fd/${fd}`).catch(() => ''),
    );
    expect(await Promise.all(open)).not.toContain(path);
  });

  it.each([
    ['图.png', png(), 'image/png'],
    ['图.jpg', jpg(), 'image/jpeg'],
    ['文.pdf', pdf('预览'), 'application/pdf'],
  ])('is shown as what it is and may do nothing: %s', async (name, bytes, type) => {
    const { id } = (await sender.upload(name, bytes)).body;
    const { status, headers } = await sender.get(`/files/${id}?as=preview`);
    expect([status, headers.get('Content-Type'), headers.get('Content-Disposition')]).toEqual([
      200,
      type,
      'inline',
    ]);
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Content-Security-Policy')).toBe("default-src 'none'; sandbox");
  });

  it('of Office is not shown but handed out', async () => {
    const { id } = (await sender.upload('方案二.docx', docx())).body;
    const answer = await sender.get(`/files/${id}?as=preview`);
    expect([answer.status, answer.body.message]).toEqual([415, '这种文件不能在页面里预览，请下载后查看。']);
    expect((await sender.get(`/files/${id}?as=page`)).status).toBe(422);
  });

  it('tells its own side who sent it, and a stranger nothing', async () => {
    const bytes = pdf('来历');
    const { id } = (await sender.upload('来历.pdf', bytes)).body;
    const stranger = await district.signedIn(['agencyAdmin'], { agencyId: (await district.agency()).id });
    expect((await sender.get(`/files/${id}/details`)).body).toEqual({
      id,
      name: '来历.pdf',
      type: 'pdf',
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      uploadedAt: '2025-11-20T01:00:00.000Z',
      uploadedByName: expect.stringMatching(/^示例人员/),
      side: expect.stringMatching(/^示例机构/),
    });
    for (const path of ['', '/details', '?as=preview'])
      expect((await stranger.get(`/files/${id}${path}`)).status).toBe(404);
  });

  it('whose bytes are gone says so', async () => {
    const { id } = (await sender.upload('遗失.pdf', pdf('遗失'))).body;
    await rm((await newestOnDisk())[0]!);
    const answer = await sender.get(`/files/${id}`);
    expect([answer.status, answer.body.message]).toEqual([
      409,
      '这份文件的内容已不在数据文件夹中。请联系系统管理员从备份恢复。',
    ]);
  });
});

/** A PDF whose own end is the comment of an archive. */
function insideArchive(): Buffer {
  const archive = plainZip();
  const end = pdf();
  archive.writeUInt16LE(end.length, archive.length - 2);
  return Buffer.concat([pdf(), archive, end]);
}

async function onDisk(): Promise<string[]> {
  const entries = await readdir(join(district.dataDir, 'files'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function newestOnDisk(): Promise<string[]> {
  const dated = await Promise.all(
    (await onDisk()).map(async (path) => ({ path, at: (await stat(path, { bigint: true })).mtimeNs })),
  );
  return dated.sort((a, b) => (a.at < b.at ? 1 : -1)).map(({ path }) => path);
}

const otherThan = async (path: string): Promise<string> =>
  (await newestOnDisk()).find((other) => other !== path)!;
