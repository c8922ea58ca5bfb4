import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openMailer, type Mailer } from '../../api/mailer.ts';
import { claimMail } from '../../api/mails/queries.ts';
import { sendMails } from '../../api/mails/commands.ts';
import type { Deps } from '../../api/context.ts';
import { sendNotice } from '../../api/notices/commands.ts';
import { contextFor } from '../support/context.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';
import { exampleAddress } from '../support/service-address.ts';

/** A real SMTP server; what it says next to a recipient or to a mail's end is set by the tests. */
let server: SMTPServer;
let taken: string[];
let refusal: { at: 'rcpt' | 'data'; code: number } | 'hang up' | null;
let mailer: Mailer;
let district: District;
let deps: Deps;
let officer: Person;
let agency: { id: string; code: string };

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => done(errorAt('rcpt')),
    onData(stream, session, done) {
      let text = '';
      stream.on('data', (part) => (text += part));
      stream.on('end', () => {
        if (refusal === 'hang up') {
          // The server has the mail and dies before it can say so.
          taken.push(text);
          return void [...server.connections].forEach((one) => one.close());
        }
        const error = errorAt('data');
        if (!error) taken.push(text);
        done(error);
      });
    },
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.server.address() as { port: number };
  mailer = openMailer({
    url: `smtp://127.0.0.1:${port}`,
    from: '评信 <pingxin@example.gov.cn>',
    origin: 'https://pingxin.example.gov.cn',
  });
  district = await openDistrict();
  deps = district.deps;
  agency = await district.agency();
  const admin = await district.signedIn(['agencyAdmin'], { agencyId: agency.id });
  const confirmed = await admin.post('/service-addresses/own', exampleAddress, { version: 0 });
  expect(confirmed.status).toBe(201);
});
beforeEach(async () => {
  taken = [];
  refusal = null;
  officer = await district.signedIn(['bureauOfficer']);
});
afterAll(async () => {
  await district.close();
  await new Promise<void>((done) => server.close(done));
});

function errorAt(place: 'rcpt' | 'data'): Error | null {
  if (refusal === null || refusal === 'hang up' || refusal.at !== place) return null;
  return Object.assign(new Error('<notices@example.com> unknown'), { responseCode: refusal.code });
}

async function notify(more: object = {}): Promise<string> {
  const sent = await sendNotice(contextFor(district), {
    to: { agencyId: agency.id },
    kind: 'dossierReturned',
    title: '退回补正通知',
    body: '只在系统内可读的正文',
    subject: { type: 'agency', id: agency.id, code: agency.code },
    path: '/dossier',
    ...more,
  });
  return sent.id;
}

const mailOf = (noticeId: string) =>
  district.owner
    .selectFrom('mail')
    .select(['state', 'attempts', 'lastError'])
    .where('noticeId', '=', noticeId)
    .executeTakeFirst();

const subjectIn = (text: string): string =>
  Buffer.from(
    /Subject: ((?:=\?UTF-8\?B\?[^?]*\?=\s*)+)/i.exec(text)![1]!.replace(/=\?UTF-8\?B\?|\?=\s*/gi, ''),
    'base64',
  ).toString();

describe('the mail of a notice', () => {
  it('leaves once, with title and link and nothing of the text', async () => {
    const id = await notify();
    expect(await mailOf(id)).toEqual({ state: 'waiting', attempts: 0, lastError: null });
    const both = await Promise.all([sendMails(deps, mailer), sendMails(deps, mailer)]);
    expect(both.reduce((sum, count) => sum + count)).toBe(1);
    district.clock.pass(86_400_000);
    expect(await sendMails(deps, mailer)).toBe(0);
    expect(taken).toHaveLength(1);
    const [head, content] = taken[0]!.split('\r\n\r\n') as [string, string];
    expect(head).toContain('To: notices@example.com');
    expect(head).toContain('Auto-Submitted: auto-generated');
    expect(subjectIn(head)).toBe('有一份通知待签收：退回补正通知');
    const text = Buffer.from(content, 'base64').toString();
    expect(text).toContain(`https://pingxin.example.gov.cn/notices/${id}`);
    expect(text).not.toMatch(/只在系统内可读|示例赵某|0373/);
    expect(await mailOf(id)).toEqual({ state: 'sent', attempts: 1, lastError: null });
    officer = await district.signedIn(['bureauOfficer']);
    expect((await officer.get(`/notices/${id}`)).body.notice.mail).toEqual({ state: 'sent', reason: null });
  });

  it('says a title of its own where the notice’s names a person', async () => {
    await notify({ title: '核实通知：示例钱某（HS-2025-001）', mailTitle: '核实通知（HS-2025-001）' });
    await sendMails(deps, mailer);
    expect(subjectIn(taken[0]!)).toBe('有一份通知待签收：核实通知（HS-2025-001）');
  });

  it('is not there without an address for it, and no second one fits beside the first', async () => {
    const other = await district.agency();
    const none = await notify({ to: { agencyId: other.id } });
    expect(await mailOf(none)).toBeUndefined();
    const id = await notify();
    const mail = await district.owner
      .selectFrom('mail')
      .selectAll()
      .where('noticeId', '=', id)
      .executeTakeFirstOrThrow();
    const second = { ...mail, id: none };
    await expect(district.owner.insertInto('mail').values(second).execute()).rejects.toThrow(
      'mail_notice_id_key',
    );
    await sendMails(deps, mailer);
  });

  it('is rolled back with the command that sent its notice', async () => {
    const before = await district.owner.selectFrom('mail').select('id').execute();
    await expect(
      district.db.transaction().execute(async (db) => {
        await sendNotice(
          { ...contextFor(district), db },
          {
            ...{ to: { agencyId: agency.id }, kind: 'x', title: 'x', body: 'x', path: '/' },
            subject: { type: 'agency', id: agency.id },
          },
        );
        throw new Error('later');
      }),
    ).rejects.toThrow('later');
    expect(await district.owner.selectFrom('mail').select('id').execute()).toEqual(before);
  });

  it('is tried again after a refusal for now, with growing pauses, and then has failed', async () => {
    refusal = { at: 'data', code: 451 };
    const id = await notify();
    await sendMails(deps, mailer);
    const reason = '邮件服务器没有接受这封邮件（代码 451）';
    expect(await mailOf(id)).toEqual({ state: 'waiting', attempts: 1, lastError: reason });
    for (const [minutes, attempts] of [
      [1, 2],
      [5, 3],
      [15, 4],
      [60, 5],
      [180, 6],
    ] as const) {
      district.clock.pass(minutes * 60_000 - 1);
      await sendMails(deps, mailer);
      expect((await mailOf(id))!.attempts).toBe(attempts - 1);
      district.clock.pass(1);
      await sendMails(deps, mailer);
      expect((await mailOf(id))!.attempts).toBe(attempts);
    }
    expect(await mailOf(id)).toEqual({ state: 'failed', attempts: 6, lastError: reason });
    refusal = null;
    district.clock.pass(86_400_000);
    expect([await sendMails(deps, mailer), taken]).toEqual([0, []]);
  });

  it('is sent once after a refusal for now', async () => {
    refusal = { at: 'rcpt', code: 450 };
    const id = await notify();
    await sendMails(deps, mailer);
    refusal = null;
    district.clock.pass(60_000);
    expect(await sendMails(deps, mailer)).toBe(1);
    expect([(await mailOf(id))!.state, taken.length]).toEqual(['sent', 1]);
  });

  it('has failed at once where the mailbox is refused, on the red list and in the journal', async () => {
    refusal = { at: 'rcpt', code: 550 };
    const id = await notify();
    await sendMails(deps, mailer);
    const reason = '收件服务器不接受这个邮箱（代码 550）';
    expect(await mailOf(id)).toEqual({ state: 'failed', attempts: 1, lastError: reason });
    officer = await district.signedIn(['bureauOfficer']);
    const red = (await officer.get('/notices?state=unserved')).body.notices;
    expect(red.find((one: { id: string }) => one.id === id)).toMatchObject({
      unservedWhy: 'mailFailed',
      mail: { state: 'failed', reason },
    });
    const [line] = await district.owner
      .selectFrom('journalEntry')
      .select(['actorName', 'detail'])
      .where('event', '=', 'notice.mailFailed')
      .orderBy('id', 'desc')
      .execute();
    expect(line).toEqual({ actorName: '系统', detail: { notice: id, title: '退回补正通知', reason } });
    expect(JSON.stringify(line)).not.toContain('@');
  });

  it('is tried again when no server answers', async () => {
    const nobody = openMailer({ url: 'smtp://127.0.0.1:1', from: 'a@example.com', origin: 'https://x' });
    const id = await notify();
    await sendMails(deps, nobody);
    expect(await mailOf(id)).toEqual({ state: 'waiting', attempts: 1, lastError: '连接不上发件服务器' });
    district.clock.pass(86_400_001);
    await sendMails(deps, mailer);
    expect(await mailOf(id)).toMatchObject({ state: 'failed', lastError: '24 小时内没有能够发出' });
    expect(taken).toEqual([]);
  });

  it('whose sending broke off is not sent a second time', async () => {
    refusal = 'hang up';
    const id = await notify();
    await sendMails(deps, mailer);
    const unsure = '发送途中断开，不能确定是否发出；为免重复，不再自动发送';
    expect(await mailOf(id)).toEqual({ state: 'failed', attempts: 1, lastError: unsure });
    refusal = null;
    district.clock.pass(86_400_000);
    expect([await sendMails(deps, mailer), taken.length]).toEqual([0, 1]);
  });

  it('claimed by a process that died is not sent a second time either', async () => {
    const id = await notify();
    expect((await claimMail(district.db, district.clock.now()))!.noticeId).toBe(id);
    district.clock.pass(600_000);
    await sendMails(deps, mailer);
    expect((await mailOf(id))!.state).toBe('sending');
    district.clock.pass(1);
    await sendMails(deps, mailer);
    expect((await mailOf(id))!.state).toBe('failed');
    expect(taken).toEqual([]);
  });

  it('says where no mail is set up that it is not', async () => {
    const id = await notify();
    officer = await district.signedIn(['bureauOfficer']);
    expect((await officer.get(`/notices/${id}`)).body.notice.mail).toEqual({ state: 'unset', reason: null });
    await sendMails(deps, mailer);
  });
});

describe('service by mail', () => {
  it('begins on the third working day after it, and opening later does not move it', async () => {
    // A Friday; the third working day after it is Wednesday.
    district.clock.set('2026-03-06T02:00:00.000Z');
    const id = await notify();
    district.clock.set('2026-03-06T15:59:59.000Z');
    expect(await sendMails(deps, mailer)).toBe(1);
    const seen = async () => {
      officer = await district.signedIn(['bureauOfficer']);
      const { notice } = (await officer.get(`/notices/${id}`)).body;
      const isIn = async (state: string) =>
        (await officer.get(`/notices?state=${state}`)).body.notices.some(
          (one: { id: string }) => one.id === id,
        );
      return {
        ...{ on: notice.servedOn, how: notice.servedHow, deemedOn: notice.deemedOn },
        ...{ unserved: await isIn('unserved'), served: await isIn('served') },
      };
    };
    const deemedOn = '2026-03-11';
    district.clock.set('2026-03-10T15:59:59.999Z');
    expect(await seen()).toEqual({ on: null, how: null, deemedOn, unserved: true, served: false });
    district.clock.set('2026-03-10T16:00:00.000Z');
    expect(await seen()).toEqual({ on: deemedOn, how: 'deemed', deemedOn, unserved: false, served: true });
    const staff = await district.signedIn(['agencyStaff'], { agencyId: agency.id });
    expect((await staff.get(`/notices/${id}`)).body.notice.body).toBeNull();
    district.clock.set('2026-03-12T02:00:00.000Z');
    const reader = await district.signedIn(['agencyStaff'], { agencyId: agency.id });
    expect((await reader.post(`/notices/${id}/opening`)).body.servedAt).toBe('2026-03-10T16:00:00.000Z');
    expect((await reader.get(`/notices/${id}`)).body.notice.body).toBe('只在系统内可读的正文');
    expect(await seen()).toMatchObject({ on: deemedOn, how: 'deemed' });
  });
});
