/** Where sealed bytes lie: in a folder, or in a bucket. Names are paths with slashes. */
export interface FileStore {
  /** Takes over a file of the disk; whatever bore the name is replaced. Returns once the bytes are safe. */
  put(path: string, name: string): Promise<void>;
  /** Null when nothing bears the name. Bytes are asked for with the first of them that is read. */
  open(name: string): Promise<AsyncIterable<Uint8Array> | null>;
  list(): AsyncIterable<StoredBytes>;
  remove(name: string): Promise<void>;
}

export interface StoredBytes {
  name: string;
  /** When they were put there, by the clock of where they lie. */
  at: Date;
}

/** A store that removes what nobody claims without ever taking away what an upload has just put there. */
export interface GuardedStore extends FileStore {
  /** False when an upload of this process has put these bytes: they may be about to be registered. */
  removeUnclaimed(name: string): Promise<boolean>;
}

export function guarded(store: FileStore): GuardedStore {
  const claimed = new Set<string>();
  const removals = new Map<string, Promise<void>>();
  return {
    open: (name) => store.open(name),
    list: () => store.list(),
    remove: (name) => store.remove(name),
    async put(path, name) {
      claimed.add(name);
      await removals.get(name);
      await store.put(path, name);
    },
    async removeUnclaimed(name) {
      if (claimed.has(name)) return false;
      const removal = store.remove(name).finally(() => removals.delete(name));
      removals.set(name, removal);
      await removal;
      return true;
    },
  };
}
