import { access, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { claimFolder } from './folder-claim.ts';
import { postgresProcessesIn } from './postgres-processes.ts';
import { findPrograms, type Programs } from './postgres-programs.ts';

export interface EmbeddedPostgres {
  connectionFor(role: string, database: string): pg.ClientConfig;
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that npm carries on `<dataDir>/postgres`, or adopts it when it outlived a killed app.
 * Only the owner of the folder reaches it: no TCP, a socket in a folder of mode 0700.
 * Throws when another app works on the same folder.
 */
export async function startPostgres(
  dataDir: string,
  settings: Record<string, string> = {},
): Promise<EmbeddedPostgres> {
  const folders = { cluster: join(dataDir, 'postgres'), socket: join(dataDir, 'run') };
  assertShort(join(folders.socket, SOCKET));
  await mkdir(dataDir, { recursive: true });
  const release = await claimFolder(dataDir);
  try {
    const programs = await findPrograms(folders.cluster);
    await programs.own(folders.socket);
    if (!(await exists(folders.cluster))) await initialise(programs, folders.cluster);
    if (!(await outlived(folders))) await start(programs, folders.cluster, settings);
    const owner = { host: folders.socket, port: PORT, user: 'postgres', database: 'postgres' };
    await untilReady(owner);
    return {
      connectionFor: (user, database) => ({ ...owner, user, database }),
      async stop() {
        await programs.pgCtl(['stop', '-w', '-m', 'fast', '-D', folders.cluster]);
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

const PORT = 5432;
const SOCKET = `.s.PGSQL.${PORT}`;
const SOCKET_PATH_BYTES = 107;

interface Folders {
  cluster: string;
  socket: string;
}

function assertShort(socketPath: string): void {
  const bytes = Buffer.byteLength(socketPath);
  if (bytes <= SOCKET_PATH_BYTES) return;
  throw new Error(
    `数据目录的路径太长：${socketPath} 有 ${bytes} 字节，系统最多允许 ${SOCKET_PATH_BYTES} 字节。` +
      '请用 DATA_DIR 指定一个较短的路径。',
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Made beside its place and moved there when complete: a first start that is cut short leaves no half cluster. */
async function initialise(programs: Programs, cluster: string): Promise<void> {
  const unfinished = `${cluster}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await programs.own(unfinished);
  await programs.initdb([
    ...['-D', unfinished, '-U', 'postgres', '-A', 'trust', '--encoding=UTF8'],
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
  ]);
  await rename(unfinished, cluster);
}

/**
 * True when a server still works on the cluster. Otherwise its locks are stale: a process number taken by
 * another program, or by a dead server that nobody buried, would keep PostgreSQL from starting for ever.
 */
async function outlived({ cluster, socket }: Folders): Promise<boolean> {
  const lock = join(cluster, 'postmaster.pid');
  const live = await postgresProcessesIn(cluster);
  if (live === null) return exists(join(socket, SOCKET));
  const main = Number((await readFile(lock, 'utf8').catch(() => '')).split('\n')[0]);
  if (live.includes(main)) return true;
  await untilEmpty(cluster);
  const stale = [lock, join(socket, SOCKET), join(socket, `${SOCKET}.lock`)];
  for (const path of stale) await rm(path, { force: true });
  return false;
}

/** The children of a killed server end by themselves; two servers on one cluster would destroy it. */
async function untilEmpty(cluster: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (!(await postgresProcessesIn(cluster))?.length) return;
    await wait(100);
  }
  throw new Error(`数据库的旧进程还没有退出（${cluster}），请稍候再启动。`);
}

async function start(programs: Programs, cluster: string, settings: Record<string, string>): Promise<void> {
  // Relative to the cluster, so that no folder's name has to be quoted.
  const all = { listen_addresses: '', unix_socket_directories: '../run', timezone: 'UTC', ...settings };
  const options = Object.entries(all).map(([name, value]) => `-c ${name}='${value}'`);
  const log = join(cluster, 'server.log');
  const args = ['start', '-w', '-t', '60', '-D', cluster, '-l', log, '-o', options.join(' ')];
  await programs.pgCtl(args).catch(async () => {
    const tail = (await readFile(log, 'utf8').catch(() => '')).trimEnd().split('\n').slice(-8).join('\n');
    throw new Error(`自带的数据库没有启动成功，日志 ${log} 的末尾是：\n${tail}`);
  });
}

async function untilReady(connection: pg.ClientConfig): Promise<void> {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client(connection);
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (tries === 300) throw error;
      await wait(100);
    }
  }
}
