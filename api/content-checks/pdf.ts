import { Worker } from 'node:worker_threads';
import { invalidField } from '../refusal.ts';
import type { PdfState } from './pdf-worker.ts';

const patience = 20_000;

/** Throws the refusal for a PDF that not everyone who may have it could open. */
export async function assertPdf(bytes: Uint8Array): Promise<void> {
  const state = await inLine(() => ask(bytes));
  if (state === 'encrypted')
    throw invalidField('file', '这份 PDF 已加密（设有打开密码或权限密码）。请取消密码保护后再上传。');
  if (state === 'broken')
    throw invalidField('file', '这份 PDF 打不开，可能已损坏。请重新导出 PDF 后再上传。');
}

let worker: Worker | null = null;
let last: Promise<unknown> = Promise.resolve();

/** One PDF at a time: what is held in memory stays bounded, and an answer can only be to the one that asked. */
function inLine<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work);
  last = mine.catch(() => undefined);
  return mine;
}

/** One that takes too long, or more memory than it is given, is as good as broken. */
async function ask(bytes: Uint8Array): Promise<PdfState> {
  const asked = (worker ??= start());
  const state = await new Promise<PdfState | null>((done) => {
    const answered = (answer: PdfState) => end(answer);
    const died = () => end(null);
    const timer = setTimeout(died, patience);
    const end = (answer: PdfState | null) => {
      clearTimeout(timer);
      asked.off('message', answered).off('error', died).off('exit', died);
      done(answer);
    };
    asked.on('message', answered).on('error', died).on('exit', died);
    asked.postMessage(bytes);
  });
  if (state) return state;
  worker = null;
  await asked.terminate();
  return 'broken';
}

/** It never keeps the process from ending. */
function start(): Worker {
  const started = new Worker(new URL('./pdf-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  // What it dies of is told to whoever waits for it; without this, it would take the process along.
  started.on('error', () => undefined).unref();
  return started;
}
