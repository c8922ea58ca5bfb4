import { randomFillSync } from 'node:crypto';
import { openBackground } from './background.ts';
import { readConfig, type Config } from './config.ts';
import type { Deps } from './context.ts';
import { openDatabase } from './database-server.ts';
import { connect, type Db } from './database.ts';
import { checkFiles, clearAfterCrash } from './file-checks/commands.ts';
import { findKeyName } from './files/queries.ts';
import { findAnyNumber } from './personal-numbers/queries.ts';
import { examplePassword } from '../migrations/seed/seed.ts';
import { listExampleAccounts, openExampleDistrict } from '../migrations/seed.ts';
import { offerFirstAdministrator, openRealDistrict } from '../migrations/setup.ts';
import { openMailer } from './mailer.ts';
import { hats } from './permissions.ts';
import { openPrinter } from './printing/printer.ts';
import { findInstallation } from './sessions/queries.ts';
import { filesIn } from './stored-files/folder-store.ts';
import { s3Store } from './stored-files/s3-store.ts';
import { guarded } from './stored-files/store.ts';
import { makeKey, openVault, readKey } from './vault.ts';
import { scanWith } from './virus-scans/clamd.ts';

/** What is to be undone at the end, in the order in which it was done. */
export type Closers = (() => Promise<unknown>)[];

/**
 * Opens the database, brings it up to this program and fills it when it is new.
 * Puts into `closers` what must be closed, as soon as it is open.
 */
export async function openInstallation(config: Config, closers: Closers): Promise<Deps> {
  console.log(config.databaseUrl ? '正在连接数据库……' : `正在启动自带的数据库（${config.dataDir}）……`);
  const server = await openDatabase(config);
  closers.push(server.stop);
  const db = connect(server.app);
  closers.push(() => db.destroy());
  const background = openBackground();
  closers.push(background.stop);
  const deps: Deps = {
    db,
    clock: () => new Date(),
    random: (bytes) => randomFillSync(new Uint8Array(bytes)),
    dataDir: config.dataDir,
    files: config.s3 ? guarded(s3Store(config.s3)) : filesIn(config.dataDir),
    scan: config.clamd && scanWith(config.clamd),
    vault: openVault(await keyOf(db, config)),
    background,
    printer: openPrinter(config.paperFont),
    mailer: config.mail && openMailer(config.mail),
  };
  await clearAfterCrash(deps);
  await fillWhenNew(deps, config);
  background.begin(async (stopping) => void (await checkFiles(deps, stopping)));
  return deps;
}

/** What was sealed with a key that is gone can never be read again: better not to start than to go on with another. */
async function keyOf(db: Db, { dataKey, dataDir }: Config): Promise<string> {
  const kept = dataKey ?? (await readKey(dataDir));
  const [number, fileKey] = [await findAnyNumber(db), await findKeyName(db)];
  if (!kept && (number || fileKey)) {
    throw new Error(`数据目录中没有密钥文件 key，而已有加密的号码或附件。${restore}`);
  }
  const key = kept ?? (await makeKey(dataDir));
  const vault = openVault(key);
  if (fileKey && fileKey !== vault.name) throw new Error(`密钥与加密的附件不符。${restore}`);
  try {
    if (number) vault.open(number.sealed, number.id);
  } catch {
    throw new Error(`密钥与数据库中加密的号码不符。${restore}`);
  }
  return key;
}

const restore = '请从备份恢复原来的密钥文件，或用 DATA_KEY 指定原来的密钥。';

/** A database without an installation becomes an example district or a real one; it keeps its kind for ever. */
async function fillWhenNew(deps: Deps, config: Config): Promise<void> {
  const installation = await findInstallation(deps.db);
  if (installation?.kind === 'example' && config.setup === 'empty') {
    throw new Error('这里已经是示例区，不能改作正式使用。请用 DATA_DIR 或 DATABASE_URL 另指定一个空的位置。');
  }
  if (!installation) {
    console.log(`数据库是空的，正在建立${config.setup === 'empty' ? '正式的空' : '示例'}区……`);
    await (config.setup === 'empty' ? openRealDistrict(deps) : openExampleDistrict(deps));
  }
  const isExample = installation ? installation.kind === 'example' : config.setup !== 'empty';
  await (isExample ? printExampleAccounts(deps) : printFirstLink(deps, config));
}

async function printFirstLink(deps: Deps, config: Config): Promise<void> {
  const link = await offerFirstAdministrator(deps);
  if (!link) return;
  const address = config.origin ?? (config.port ? `http://localhost:${config.port}` : '');
  console.log('还没有任何账号。请用下面的一次性链接设立首位系统管理员（24 小时内有效，只能用一次）：');
  console.log(`  ${address}${link.path}`);
}

async function printExampleAccounts(deps: Deps): Promise<void> {
  console.log(`示例账号（密码都是 ${examplePassword}）：`);
  for (const { username, hat, name, totpSecret } of await listExampleAccounts(deps)) {
    const code = totpSecret ? `，动态验证码密钥 ${totpSecret}` : '';
    console.log(`  ${username.padEnd(12)} ${hats[hat]}，${name}${code}`);
  }
}

/**
 * Runs a process that lives until it is told to stop: a signal closes, last opened first, what `open` has
 * opened so far. Whatever keeps it from starting is said in one sentence.
 */
export async function runUntilStopped(open: (config: Config, closers: Closers) => Promise<void>) {
  const closers: Closers = [];
  let stopping: Promise<void> | undefined;
  const stop = (code: number) => (stopping ??= closeAll(closers).finally(() => process.exit(code)));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (!stopping) console.log('正在停止……');
      void stop(0);
    });
  }
  try {
    await open(readConfig(), closers);
  } catch (error) {
    console.error(`没有启动成功：${sentenceOf(error)}`);
    await stop(1);
  }
}

async function closeAll(closers: Closers): Promise<void> {
  for (const close of closers.reverse()) await close();
}

/** Our own sentences say what to do; anything else is a bug, and its trace is wanted. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return /\p{Script=Han}/u.test(error.message) ? error.message : (error.stack ?? error.message);
}
