import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWhenStale, node } from '../../scripts/prepare.mjs';

export interface RunningApp {
  /** Where it listens, once it does; rejects with all it said when it ends before. */
  address: Promise<string>;
  /** Sends the signal and waits until the process has ended; returns its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** All it has written so far on its outputs. */
  said(): string;
}

/** Starts the real process on a free port, the portal built as it is now. */
export function startApp(dataDir: string, env: Record<string, string> = {}): RunningApp {
  buildWhenStale();
  const child = spawn(node(), ['api/serve.ts'], {
    env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: dataDir, ...env },
  });
  let said = '';
  const address = new Promise<string>((done, fail) => {
    const listen = (chunk: Buffer) => {
      said += chunk;
      const found = /评信已启动：(\S+)\n/.exec(said)?.[1];
      if (found) done(found);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('close', () => fail(new Error(said)));
  });
  address.catch(() => {});
  return {
    address,
    async stop(signal = 'SIGTERM') {
      const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null;
      child.kill(signal);
      await ended;
      return child.exitCode;
    },
    said: () => said,
  };
}

export async function makeDataDir(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'pingxin-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
