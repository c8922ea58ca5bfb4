/** Asks a ClamAV daemon about bytes. Its protocol is one command and one line of answer. */
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { invalidField, Refusal } from '../refusal.ts';

/** Throws the refusal for what is infected, and as well when nobody can say whether it is. */
export type Scan = (bytes: Buffer) => Promise<void>;

const patience = 60_000;
const chunkBytes = 64 * 1024;

export const scanWith =
  (where: NetConnectOpts, within = patience): Scan =>
  async (bytes) => {
    const said = await ask(where, bytes, within).catch((error: unknown) => {
      console.error('病毒扫描没有完成：', error);
      return '';
    });
    if (said === 'stream: OK') return;
    const signature = /^stream: (.+) FOUND$/.exec(said)?.[1];
    if (signature)
      throw invalidField('file', `病毒扫描发现问题（${signature}），文件没有保存。请杀毒后再上传。`);
    if (said) console.error(`病毒扫描没有完成：${said}`);
    throw new Refusal('busy', '病毒扫描服务暂时不可用，文件没有保存，请稍后再试。');
  };

async function ask(where: NetConnectOpts, bytes: Buffer, within: number): Promise<string> {
  const socket = connect(where);
  const timer = setTimeout(() => socket.destroy(new Error('no answer in time')), within);
  try {
    // A daemon that has heard enough answers and hangs up: what it says counts, not that it did not read on.
    const [answer] = await Promise.all([text(socket), send(socket, bytes)]);
    return answer.replace(/\0[^]*$/, '').trim();
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

/** INSTREAM: chunks with their length before them; one of no length ends them. */
async function send(socket: Socket, bytes: Buffer): Promise<void> {
  const write = (part: Buffer) => new Promise<void>((done) => socket.write(part, () => done()));
  await write(Buffer.from('zINSTREAM\0'));
  for (let from = 0; from < bytes.length; from += chunkBytes) {
    const chunk = bytes.subarray(from, from + chunkBytes);
    await write(Buffer.concat([lengthOf(chunk), chunk]));
  }
  await write(lengthOf(Buffer.alloc(0)));
}

function lengthOf(chunk: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(chunk.length);
  return length;
}
