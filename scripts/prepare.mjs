// Node 20 runs this file: it brings in the Node that runs the rest.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

process.chdir(join(import.meta.dirname, '..'));

/** Installs the packages of the lockfile unless they are there. */
export function installWhenStale() {
  if (installed()) return;
  console.log('正在安装依赖包……');
  const { status } = spawnSync('npm', ['ci', '--loglevel=error'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('依赖包没有装好，请检查网络或 npm 源后重试。');
}

/** Builds the portal unless it was built from the sources as they are. */
export function buildWhenStale() {
  const stamp = digestOf(['portal', 'api', 'scoring', 'package-lock.json', 'vite.config.ts']);
  if (existsSync('build/handler.js') && read('build/.stamp') === stamp) return;
  console.log('正在构建页面……');
  const { status } = spawnSync(node(), ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('页面没有构建成功，原因见上。');
  writeFileSync('build/.stamp', stamp);
}

/**
 * Runs a script on the right Node until it ends, hands signals on to it, and ends with its exit code.
 * @param {string} script
 * @param {readonly string[]} [given]
 */
export function become(script, given = []) {
  const child = spawn(node(), [script, ...given], { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}

/** The Node that npm brought; on a platform for which it brings none, the one that runs this, if new enough. */
export function node() {
  if (existsSync('node_modules/.bin/node')) return 'node_modules/.bin/node';
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Error('本机需要 Node 24 或更新的版本，请先安装。');
}

function installed() {
  const wanted = packagesOf('package-lock.json');
  const found = packagesOf('node_modules/.package-lock.json');
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    const there = found[path];
    return path === '' || (there ? there.version === version : Boolean(optional));
  });
}

/**
 * @param {string} lockfile
 * @returns {Record<string, { version: string, optional?: boolean }>}
 */
function packagesOf(lockfile) {
  return JSON.parse(read(lockfile) ?? '{"packages":{}}').packages;
}

/** @param {string[]} paths */
function digestOf(paths) {
  const hash = createHash('sha256');
  const files = paths.flatMap((path) => (statSync(path).isDirectory() ? filesIn(path) : [path]));
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

/** @param {string} folder */
function filesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** @param {string} path */
function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
