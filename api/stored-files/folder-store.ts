import { createReadStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { guarded, type FileStore, type GuardedStore } from './store.ts';

/** The folder of stored files within the data folder. */
export const filesIn = (dataDir: string): GuardedStore => guarded(folderStore(join(dataDir, 'files')));

/** Bytes in a folder of this machine. A crash leaves no half file under a name. */
export function folderStore(root: string): FileStore {
  const pathOf = (name: string) => join(root, ...name.split('/'));
  return {
    async put(from, name) {
      const path = pathOf(name);
      await mkdir(dirname(path), { recursive: true });
      await rename(from, path);
      for (let folder = dirname(path); ; folder = dirname(folder)) {
        await syncFolder(folder);
        if (folder === root) return;
      }
    },
    open: (name) =>
      access(pathOf(name)).then(
        () => read(pathOf(name)),
        () => null,
      ),
    async *list() {
      const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(whenNone);
      for (const entry of entries) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath, entry.name);
        const found = await stat(path).catch(() => null);
        if (found) yield { name: relative(root, path).split(sep).join('/'), at: found.mtime };
      }
    },
    remove: (name) => rm(pathOf(name), { force: true }),
  };
}

/** Opened when the first byte is asked for: an answer that nobody reads leaves no open file behind. */
export async function* read(path: string): AsyncGenerator<Buffer> {
  yield* createReadStream(path) as AsyncIterable<Buffer>;
}

function whenNone(error: NodeJS.ErrnoException): [] {
  if (error.code !== 'ENOENT') throw error;
  return [];
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder; there the rename itself must do.
  const folder = await open(path, 'r').catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}
