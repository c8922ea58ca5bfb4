/** Work that goes on after its request is answered. */
export interface Background {
  begin(work: (stopping: AbortSignal) => Promise<void>): void;
  /** Tells whatever goes on that the process ends, and waits until it has put down its work. */
  stop(): Promise<void>;
}

export function openBackground(): Background {
  const stopping = new AbortController();
  const works = new Set<Promise<void>>();
  return {
    begin(work) {
      const going = work(stopping.signal)
        .catch((error) => console.error('后台的一项工作没有完成：', error))
        .finally(() => works.delete(going));
      works.add(going);
    },
    async stop() {
      stopping.abort();
      await Promise.all(works);
    },
  };
}
