/** Against a small server that speaks clamd's INSTREAM and knows one signature: that of the EICAR test file. */
import { readdir } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scanWith } from '../../api/virus-scans/clamd.ts';
import { openDistrict, type District, type Person } from '../support/district.ts';
import { pdf } from '../support/sample-files.ts';

/** In two parts, so that no scanner takes this file for the test file. */
const eicar = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-' + 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';
const unavailable = '病毒扫描服务暂时不可用，文件没有保存，请稍后再试。';

let district: District;
let officer: Person;
let heard: Buffer[];
let answerAs: (bytes: Buffer) => string | null = judge;
let daemon: { port: number; close(): Promise<void> };
beforeAll(async () => {
  heard = [];
  daemon = await listen();
  district = await openDistrict({ scan: scanWith({ host: '127.0.0.1', port: daemon.port }, 1000) });
  officer = await district.signedIn(['bureauOfficer']);
});
afterAll(async () => {
  await district.close();
  await daemon.close();
});

describe('an upload where a scanner is set', () => {
  it('is scanned as it was sent, and kept when it is clean', async () => {
    const bytes = pdf('干净'.repeat(50_000));
    expect((await officer.upload('干净.pdf', bytes)).status).toBe(201);
    expect(heard.at(-1)!.equals(bytes)).toBe(true);
  });

  it('is refused by the name of what was found, and leaves nothing', async () => {
    const answer = await officer.upload('带毒.pdf', pdf(eicar));
    expect(answer.status).toBe(422);
    expect(answer.body.fields.file).toBe(
      '病毒扫描发现问题（Eicar-Test-Signature），文件没有保存。请杀毒后再上传。',
    );
    expect(await incoming()).toEqual([]);
    const rows = await district.owner.selectFrom('file').select('name').execute();
    expect(rows).toEqual([{ name: '干净.pdf' }]);
  });

  it.each<[string, (bytes: Buffer) => string | null]>([
    ['will not hear so much', () => 'INSTREAM size limit exceeded. ERROR\0'],
    ['says something else', () => 'PONG\0'],
    ['only seems to say OK', () => 'stream: x OK\0'],
    ['hangs up', () => ''],
    ['says nothing', () => null],
  ])('is not kept when the scanner %s', async (_, answer) => {
    answerAs = answer;
    const refused = await officer.upload('未知.pdf', pdf('未知'));
    answerAs = judge;
    expect([refused.status, refused.body.message]).toEqual([503, unavailable]);
    expect(await incoming()).toEqual([]);
  });

  it('is not kept when nobody listens', async () => {
    const away = await listen();
    await away.close();
    const other = await openDistrict({ scan: scanWith({ host: '127.0.0.1', port: away.port }, 1000) });
    const refused = await (await other.signedIn(['bureauOfficer'])).upload('未知.pdf', pdf('未知'));
    expect([refused.status, refused.body.message]).toEqual([503, unavailable]);
    await other.close();
  });
});

const incoming = () => readdir(join(district.dataDir, 'files', 'incoming'));

function judge(bytes: Buffer): string {
  return bytes.includes(eicar) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0';
}

async function listen() {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    let given = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      given = Buffer.concat([given, chunk]);
      const bytes = streamed(given);
      if (!bytes) return;
      heard.push(bytes);
      const answer = answerAs(bytes);
      if (answer !== null) socket.end(answer);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise<void>((done) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => done());
      }),
  };
}

/** What was streamed, once it has ended. */
function streamed(given: Buffer): Buffer | null {
  const command = 'zINSTREAM\0';
  if (given.subarray(0, command.length).toString() !== command) return null;
  const parts: Buffer[] = [];
  for (let at = command.length; at + 4 <= given.length;) {
    const length = given.readUInt32BE(at);
    if (length === 0) return Buffer.concat(parts);
    parts.push(given.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}
