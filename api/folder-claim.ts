import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';

/**
 * Claims a data folder for this process by listening on a socket in it: the system lets go of it when the
 * process dies, however it dies. Throws when a living process holds it. Returns the release.
 */
export async function claimFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'app.sock');
  const server = await listen(path).catch(async (error) => {
    if (error.code !== 'EADDRINUSE') throw error;
    if (await answers(path)) throw inUse(folder);
    await rm(path, { force: true });
    return listen(path).catch(() => {
      throw inUse(folder);
    });
  });
  return () => new Promise((done) => server.close(() => done()));
}

function listen(path: string): Promise<Server> {
  return new Promise((done, fail) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', fail);
    server.listen(path, () => done(server.unref()));
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(path, () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}

function inUse(folder: string): Error {
  return new Error(`数据目录 ${folder} 正由另一个评信进程使用。请先停掉它，或用 DATA_DIR 另指定一个目录。`);
}
