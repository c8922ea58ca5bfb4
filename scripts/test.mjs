import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { buildWhenStale, installWhenStale, node } from './prepare.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

const VITEST = '.tmp/vitest.json';
const PLAYWRIGHT = '.tmp/playwright.json';

installWhenStale();
mkdirSync('.tmp', { recursive: true });
const counts = [
  step('类型', () => asOne(npm('check'))),
  step('代码规则', () => asOne(npm('lint'))),
  step('构建', buildOnce),
  step('计分与接口', () =>
    counted(VITEST, vitestCount, 'vitest/vitest.mjs', [
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${VITEST}`,
    ]),
  ),
  step('浏览器', () =>
    counted(PLAYWRIGHT, playwrightCount, '@playwright/test/cli.js', ['test', '--reporter=list,json']),
  ),
];
const total = {
  passed: sum('passed'),
  failed: sum('failed'),
  skipped: sum('skipped'),
};
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);

/**
 * @param {string} name
 * @param {() => Count} run
 */
function step(name, run) {
  console.log(`\n── ${name}`);
  return run();
}

/** @param {boolean} succeeded */
function asOne(succeeded) {
  return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 };
}

/** @param {string} script */
function npm(script) {
  return spawnSync('npm', ['run', '--silent', script], { stdio: 'inherit' }).status === 0;
}

/** A build is not a test: it counts only when it fails. */
function buildOnce() {
  try {
    buildWhenStale();
    return { passed: 0, failed: 0, skipped: 0 };
  } catch (error) {
    console.error(error);
    return asOne(false);
  }
}

/**
 * Runs a test program and counts by the report it leaves. One that fails without a failed test has not run
 * all of them, and counts as one failure.
 * @param {string} report
 * @param {(report: any) => Count} count
 * @param {string} program
 * @param {string[]} args
 */
function counted(report, count, program, args) {
  rmSync(report, { force: true });
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: PLAYWRIGHT };
  const { status } = spawnSync(node(), [`node_modules/${program}`, ...args], { stdio: 'inherit', env });
  try {
    const found = count(JSON.parse(readFileSync(report, 'utf8')));
    if (status !== 0 && found.failed === 0) return { ...found, failed: 1 };
    return found;
  } catch {
    return asOne(false);
  }
}

/** @param {any} report */
function vitestCount({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) {
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}

/** @param {any} report */
function playwrightCount({ stats }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

/** @param {keyof Count} kind */
function sum(kind) {
  return counts.reduce((total, count) => total + count[kind], 0);
}
