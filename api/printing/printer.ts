import { Worker } from 'node:worker_threads';
import { Refusal } from '../refusal.ts';
import type { Paper, Printed } from './paper.ts';

/** Draws papers one after the other in a thread of its own. */
export interface Printer {
  /** The PDF. Throws the refusal that names what its font cannot write. */
  print(paper: Paper): Promise<Uint8Array>;
}

interface Waiting {
  resolve(printed: Printed): void;
  reject(error: unknown): void;
  timer: NodeJS.Timeout;
}

const longest = 30_000;

/** `font`: the path of a fuller font file; null is the one that comes with the program. */
export function openPrinter(font: string | null): Printer {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let count = 0;
  /** Whatever ends the thread ends what waits for it; the next paper starts another. */
  function ended(of: Worker, error: unknown): void {
    if (worker !== of) return;
    worker = null;
    for (const [id] of waiting) settle(id, (one) => one.reject(error));
    void of.terminate();
  }
  function settle(id: number, how: (one: Waiting) => void): void {
    const one = waiting.get(id);
    if (!one) return;
    clearTimeout(one.timer);
    waiting.delete(id);
    if (waiting.size === 0) worker?.unref();
    how(one);
  }
  function start(): Worker {
    const started = new Worker(press, { workerData: { font } });
    started.on('message', ({ id, printed, error }: { id: number; printed?: Printed; error?: unknown }) =>
      settle(id, (one) => (printed ? one.resolve(printed) : one.reject(new Error(String(error))))),
    );
    started.on('error', (error) => ended(started, error));
    started.on('exit', (code) => ended(started, new Error(`the press ended with ${code}`)));
    return started;
  }
  const send = (paper: Paper): Promise<Printed> =>
    new Promise((resolve, reject) => {
      const id = ++count;
      const running = (worker ??= start());
      const timer = setTimeout(() => ended(running, new Error('a paper took too long')), longest);
      waiting.set(id, { resolve, reject, timer });
      running.ref();
      running.postMessage({ id, paper });
    });
  return {
    async print(paper) {
      const printed = await send(paper);
      if ('bytes' in printed) return printed.bytes;
      throw lacks(printed.lacking);
    },
  };
}

const press = new URL('./press.ts', import.meta.url);

function lacks(characters: readonly string[]): Refusal {
  const named = characters
    .slice(0, 10)
    .map((one) => `「${one}」（U+${one.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}）`)
    .join('、');
  const more = characters.length > 10 ? `等 ${characters.length} 个字` : '';
  return new Refusal(
    'conflict',
    `文书用的字体没有${named}${more}，暂时不能生成 PDF，网页上的内容不受影响。请系统管理员用 PAPER_FONT 指定收字更全的字体文件，重新启动后再下载。`,
  );
}
