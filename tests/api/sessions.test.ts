import { generateSync } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDistrict, type District } from '../support/district.ts';

let district: District;
beforeAll(async () => {
  district = await openDistrict();
});
afterAll(() => district.close());

const minutes = (count: number) => count * 60_000;

describe('signing in', () => {
  it('refuses a wrong password and an unknown name with the same words', async () => {
    const person = await district.signedIn(['supervisor']);
    const wrong = await district.public.post('/sessions', {
      username: person.username,
      password: 'wrong one 1',
    });
    const nobody = await district.public.post('/sessions', { username: 'nobody', password: 'wrong one 1' });
    expect(wrong.status).toBe(422);
    expect(wrong.body.message).toBe(nobody.body.message);
  });

  it('rests an account for 15 minutes after five wrong passwords, and not after four', async () => {
    const person = await district.signedIn(['supervisor']);
    const right = { username: person.username, password: 'correct horse 9' };
    const wrong = { username: person.username, password: 'wrong one 1' };
    for (let i = 0; i < 4; i++) expect((await district.public.post('/sessions', wrong)).status).toBe(422);
    expect((await district.public.post('/sessions', right)).status).toBe(201);
    for (let i = 0; i < 4; i++) await district.public.post('/sessions', wrong);
    expect((await district.public.post('/sessions', wrong)).status).toBe(429);
    expect((await district.public.post('/sessions', right)).status).toBe(429);
    district.clock.pass(minutes(15) - 1);
    expect((await district.public.post('/sessions', right)).status).toBe(429);
    district.clock.pass(1);
    expect((await district.public.post('/sessions', right)).status).toBe(201);
  });

  it('ends after 30 idle minutes and after 12 hours however busy', async () => {
    const idle = await district.signedIn(['supervisor']);
    district.clock.pass(minutes(30) - 1);
    expect((await idle.get('/home')).status).toBe(200);
    district.clock.pass(minutes(30));
    expect((await idle.get('/home')).status).toBe(401);
    const busy = await district.signedIn(['supervisor']);
    for (let i = 0; i < 12 * 3 - 1; i++) {
      district.clock.pass(minutes(20));
      expect((await busy.get('/home')).status).toBe(200);
    }
    district.clock.pass(minutes(20));
    expect((await busy.get('/home')).status).toBe(401);
  });

  it('signs out here, and everywhere', async () => {
    const person = await district.signedIn(['supervisor']);
    const again = await district.public.post('/sessions', {
      username: person.username,
      password: 'correct horse 9',
    });
    const elsewhere = { Authorization: `Bearer ${again.body.token}` };
    const read = () => district.api.request('/api/home', { headers: elsewhere });
    expect((await read()).status).toBe(200);
    expect((await person.delete('/sessions')).status).toBe(200);
    expect((await read()).status).toBe(401);
    expect((await person.get('/home')).status).toBe(401);
  });

  it('loses a hat, and the account itself, on the next request', async () => {
    const person = await district.signedIn(['supervisor', 'auditor']);
    expect((await person.get('/journal-entries')).status).toBe(403);
    expect((await person.put('/sessions/current/hat', { hat: 'auditor' })).status).toBe(200);
    expect((await person.get('/journal-entries')).status).toBe(200);
    await district.owner
      .deleteFrom('accountHat')
      .where('accountId', '=', person.accountId)
      .where('hat', '=', 'auditor')
      .execute();
    expect((await person.get('/journal-entries')).status).toBe(401);
  });

  it('refuses a hat the person does not have', async () => {
    const person = await district.signedIn(['supervisor']);
    const answer = await person.put('/sessions/current/hat', { hat: 'bureauLeader' });
    expect(answer.status).toBe(422);
    expect(answer.body.fields.hat).toBe('这个账号没有这一角色。');
  });

  it('refuses unknown keys and says which', async () => {
    const answer = await district.public.post('/sessions', {
      username: 'a',
      password: 'b',
      role: 'systemAdmin',
    });
    expect(answer.status).toBe(422);
    expect(answer.body.fields).toEqual({ role: '没有这一项，请勿提交。' });
  });
});

describe('the second factor', () => {
  it('is owed by a hat that needs it: enrolled with ten recovery codes, each code good once', async () => {
    await district.owner
      .updateTable('setting')
      .set({ value: '["auditor"]' })
      .where('key', '=', 'secondFactorHats')
      .execute();
    const person = await district.signedIn(['auditor']);
    expect((await person.get('/home')).body.code).toBe('secondFactorRequired');
    const { secret } = (await person.post('/sessions/current/second-factor')).body;
    const code = () => generateSync({ secret, epoch: Date.parse(district.clock.now()) / 1000 });
    const confirmed = await person.post('/sessions/current/confirmation', { code: code() });
    expect(confirmed.status).toBe(201);
    expect(confirmed.body.recoveryCodes).toHaveLength(10);
    expect((await person.get('/home')).status).toBe(200);
    // A confirmed authenticator stays: the sign-ins below still prove themselves by it.
    expect((await person.post('/sessions/current/second-factor')).status).toBe(409);

    const again = await district.public.post('/sessions', {
      username: person.username,
      password: 'correct horse 9',
    });
    const headers = { Authorization: `Bearer ${again.body.token}`, 'Content-Type': 'application/json' };
    const confirm = (given: string) =>
      district.api.request('/api/sessions/current/confirmation', {
        method: 'POST',
        headers,
        body: JSON.stringify({ code: given }),
      });
    expect((await confirm(code())).status).toBe(422);
    district.clock.pass(30_000);
    expect((await confirm(code())).status).toBe(201);
    const third = await district.public.post('/sessions', {
      username: person.username,
      password: 'correct horse 9',
    });
    headers.Authorization = `Bearer ${third.body.token}`;
    const [recovery] = confirmed.body.recoveryCodes;
    expect((await confirm(recovery)).status).toBe(201);
    expect((await confirm(recovery)).status).toBe(422);
    await district.owner
      .updateTable('setting')
      .set({ value: '[]' })
      .where('key', '=', 'secondFactorHats')
      .execute();
  });
});
