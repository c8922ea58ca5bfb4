import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesIn } from '../../api/stored-files/folder-store.ts';
import { openBackground } from '../../api/background.ts';
import { openPrinter } from '../../api/printing/printer.ts';
import { newKey, openVault } from '../../api/vault.ts';
import { sendNotice } from '../../api/notices/commands.ts';
import { findNoticeAbout } from '../../api/notices/queries.ts';
import { contextOf } from '../../api/authentication.ts';
import { docx, pdf } from '../support/sample-files.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';

let district: District;
let officer: Person;
let recipient: Person;
let stranger: Person;
let agency: { id: string; code: string };
beforeAll(async () => {
  district = await openDistrict();
  agency = await district.agency();
  const other = await district.agency();
  officer = await district.signedIn(['bureauOfficer']);
  recipient = await district.signedIn(['agencyStaff'], { agencyId: agency.id });
  stranger = await district.signedIn(['agencyStaff'], { agencyId: other.id });
});
afterAll(() => district.close());

/** As another noun's command sends it. */
async function sent(title: string): Promise<string> {
  const deps = {
    db: district.db,
    clock: () => new Date(district.clock.now()),
    random: () => new Uint8Array(32),
  };
  const context = await contextOf(
    {
      ...deps,
      dataDir: '',
      files: filesIn(''),
      scan: null,
      vault: openVault(newKey()),
      background: openBackground(),
      printer: openPrinter(null),
    },
    null,
    null,
  );
  const subject = { type: 'agency' as const, id: agency.id, code: agency.code };
  const notice = { kind: 'dossierReturned', title, body: '逐项列明的正文', subject, path: '/dossier' };
  const actor = {
    ...context.actor,
    accountId: officer.accountId,
    name: '示例经办',
    hat: 'bureauOfficer' as const,
  };
  return (await sendNotice({ ...context, actor }, { ...notice, to: { agencyId: agency.id } })).id;
}

const unknownId = '0197b3c5-0000-7000-8000-000000000001';

describe('a notice', () => {
  it('is served once, when its recipient opens it, and stays closed until then', async () => {
    const id = await sent('退回补正通知');
    const before = await recipient.get(`/notices/${id}`);
    expect(before.body.notice).toMatchObject({ body: null, servedOn: null, title: '退回补正通知' });
    expect(before.body.actions.map((action: { key: string }) => action.key)).toEqual(['notice.open']);
    expect((await recipient.get('/home')).body.tasks).toContainEqual(
      expect.objectContaining({ title: '打开并签收通知', subject: '退回补正通知' }),
    );

    district.clock.set('2025-11-20T15:59:59.000Z');
    recipient = await district.signedIn(['agencyStaff'], { agencyId: agency.id });
    expect((await recipient.post(`/notices/${id}/opening`)).status).toBe(201);
    district.clock.pass(60_000);
    const again = await recipient.post(`/notices/${id}/opening`);
    expect(again.body.servedAt).toBe('2025-11-20T15:59:59.000Z');
    const after = await recipient.get(`/notices/${id}`);
    expect(after.body.notice).toMatchObject({
      body: '逐项列明的正文',
      servedOn: '2025-11-20',
      servedHow: 'opened',
    });
    expect(after.body.actions).toEqual([]);
    const lines = await district.owner
      .selectFrom('journalEntry')
      .select('event')
      .where('subjectId', '=', agency.id)
      .orderBy('id')
      .execute();
    expect(lines.map(({ event }) => event)).toEqual(['notice.sent', 'notice.opened']);
    expect(
      await findNoticeAbout({ db: district.db, today: '2025-11-21' }, agency.id, 'dossierReturned'),
    ).toMatchObject({
      servedOn: '2025-11-20',
    });
  });

  it('is nothing to strangers, and not the bureau’s to open', async () => {
    const id = await sent('考核告知书');
    stranger = await district.signedIn(['agencyStaff'], { agencyId: (await district.agency()).id });
    const answer = await stranger.get(`/notices/${id}`);
    const nobodys = await stranger.get(`/notices/${unknownId}`);
    expect([answer.status, nobodys.status]).toEqual([404, 404]);
    expect(answer.body.message).toBe(nobodys.body.message);
    expect((await stranger.post(`/notices/${id}/opening`)).status).toBe(404);
    expect((await stranger.get('/notices')).body.notices).toEqual([]);
    officer = await district.signedIn(['bureauOfficer']);
    const opened = await officer.post(`/notices/${id}/opening`);
    expect(opened.status).toBe(403);
    expect(opened.body.who).toBe('机构管理员、机构经办人、主评人、预算单位');
  });

  it('is also served on paper, from the day of the signature', async () => {
    officer = await district.signedIn(['bureauOfficer']);
    district.clock.set('2025-11-24T02:00:00.000Z');
    recipient = await district.signedIn(['agencyStaff'], { agencyId: agency.id });
    officer = await district.signedIn(['bureauOfficer']);
    const id = await sent('履约评价告知书');
    const unserved = await officer.get('/notices?state=unserved');
    expect(unserved.body.notices.at(-1)).toMatchObject({ id, servedOn: null });
    const fileId = (await officer.upload('送达回证.pdf', pdf())).body.id;
    const tooEarly = await officer.post(`/notices/${id}/paper-receipt`, {
      servedOn: '2025-11-23',
      note: '示例',
      fileId,
    });
    expect(tooEarly.body.fields.servedOn).toBe('签收日期不得早于发出日期 2025-11-24。');
    const tooLate = await officer.post(`/notices/${id}/paper-receipt`, {
      servedOn: '2025-11-25',
      note: '示例',
      fileId,
    });
    expect(tooLate.body.fields.servedOn).toBe('签收日期不得晚于今天。');
    const empty = await officer.post(`/notices/${id}/paper-receipt`, { servedOn: '24/11', note: '' });
    expect(Object.keys(empty.body.fields).sort()).toEqual(['fileId', 'note', 'servedOn']);
    const wrongKind = (await officer.upload('送达回证.docx', docx())).body.id;
    const theirs = (await recipient.upload('回证.pdf', pdf())).body.id;
    for (const [given, message] of [
      [wrongKind, '送达回证须为签收原件的扫描件：PDF、JPG 或 PNG。'],
      [theirs, '没有找到这份文件，请重新上传。'],
      [unknownId, '没有找到这份文件，请重新上传。'],
    ]) {
      const body = { servedOn: '2025-11-24', note: '示例', fileId: given };
      expect((await officer.post(`/notices/${id}/paper-receipt`, body)).body.fields).toEqual({
        fileId: message,
      });
    }
    district.clock.set('2025-11-26T02:00:00.000Z');
    officer = await district.signedIn(['bureauOfficer']);
    const receipt = { servedOn: '2025-11-25', note: '直接送达，张某签收', fileId };
    expect((await officer.post(`/notices/${id}/paper-receipt`, receipt)).status).toBe(201);
    expect((await officer.get(`/notices/${id}`)).body.notice).toMatchObject({
      servedOn: '2025-11-25',
      servedHow: 'paper',
      receiptName: '送达回证.pdf',
    });
    expect(Buffer.from((await officer.get(`/notices/${id}/receipt`)).body).equals(pdf())).toBe(true);
    const twice = await officer.post(`/notices/${id}/paper-receipt`, receipt);
    expect(twice.status).toBe(409);
    expect(twice.body.message).toBe('这份通知已于 2025-11-25 送达，送达只记一次。');
    recipient = await district.signedIn(['agencyStaff'], { agencyId: agency.id });
    expect((await recipient.post(`/notices/${id}/paper-receipt`, receipt)).status).toBe(403);
  });
});
