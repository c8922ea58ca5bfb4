/** What lies sealed at rest and opens only to the holder of the installation's key. */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface Vault {
  /** Of the key: what was sealed says by it which key opens it. */
  name: string;
  /** Seals the text to its place, a row's id: put into another row, it does not open. */
  seal(text: string, place: string): string;
  /** Throws when it was altered, or sealed to another place or with another key. */
  open(sealed: string, place: string): string;
  /** The same for the same text; without the key nothing can be learnt or searched by it. */
  indexOf(text: string): string;
  /** A key of its own for what is sealed under this salt. */
  keyFor(salt: Uint8Array): Buffer;
}

const algorithm = 'A256GCM';
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** 32 bytes as base64url, as they stand in the key's file and in DATA_KEY. */
export const isKey = (text: string): boolean => /^[\w-]{43}$/.test(text);

/** The sealed text names its algorithm and its key, so that both can be changed while older values still open. */
export function openVault(key: string): Vault {
  const master = Buffer.from(key, 'base64url');
  if (master.length !== keyBytes) throw new Error('a key has 32 bytes');
  const derived = (purpose: string) => Buffer.from(hkdfSync('sha256', master, '', purpose, keyBytes));
  const [sealing, indexing] = [derived('pingxin seal'), derived('pingxin index')];
  const bytes = derived('pingxin bytes');
  const name = createHash('sha256').update(sealing).digest('hex').slice(0, 8);
  return {
    name,
    seal(text, place) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(place));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return [algorithm, name, Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')].join(
        '.',
      );
    },
    open(sealed, place) {
      const [by, keyName, text] = sealed.split('.');
      if (by !== algorithm || keyName !== name || !text)
        throw new Error(`sealed by ${by} with another key: ${keyName}`);
      const bytes = Buffer.from(text, 'base64url');
      const tag = bytes.subarray(nonceBytes, nonceBytes + tagBytes);
      const cipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, nonceBytes))
        .setAAD(Buffer.from(place))
        .setAuthTag(tag);
      const body = bytes.subarray(nonceBytes + tagBytes);
      return Buffer.concat([cipher.update(body), cipher.final()]).toString('utf8');
    },
    indexOf: (text) => createHmac('sha256', indexing).update(text).digest('base64url'),
    keyFor: (salt) => Buffer.from(hkdfSync('sha256', bytes, salt, 'one of many', keyBytes)),
  };
}

export const newKey = (): string => randomBytes(keyBytes).toString('base64url');

/** The key in the data folder, or null where none was made yet. */
export async function readKey(dataDir: string): Promise<string | null> {
  const text = await readFile(pathOf(dataDir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  if (text === undefined) return null;
  if (!isKey(text.trim())) throw new Error(`密钥文件 ${pathOf(dataDir)} 已损坏，请从备份恢复。`);
  return text.trim();
}

/** Makes a key that only the owner of the data folder may read, and has it on the disk before anything is sealed. */
export async function makeKey(dataDir: string): Promise<string> {
  const key = newKey();
  await mkdir(dirname(pathOf(dataDir)), { recursive: true });
  const file = await open(pathOf(dataDir), 'wx', 0o600);
  await file.writeFile(`${key}\n`);
  await file.sync();
  await file.close();
  return key;
}

const pathOf = (dataDir: string): string => join(dataDir, 'key');
