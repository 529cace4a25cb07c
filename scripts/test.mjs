/** `npm test`: every check in order, each as its own process; stops at the first that fails. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureEngines } from './engines.mjs';
import { prepare, projectRoot, stop } from './install.mjs';
import { countPlaywright, countVitest, noTests, sumCounts, wordCounts } from './testCounts.mjs';

/**
 * @typedef {import('./testCounts.mjs').Counts} Counts
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} command Path inside node_modules (or scripts/…), then arguments; run by this Node.
 * @property {boolean} [needsBrowser]
 * @property {boolean} [needsEngines] Runs in Firefox and WebKit, too, where they can be had.
 * @property {string} [reportFile] Where the step's JSON report will be.
 * @property {(report: any) => Counts} [count] Reads the report.
 */

/**
 * @param {string} project
 * @returns {Step}
 */
function vitestStep(project) {
  const reportFile = `test-results/${project}.json`;
  return {
    name: project,
    command: [
      'node_modules/vitest/vitest.mjs',
      ...['run', '--project', project],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`],
    ],
    reportFile,
    count: countVitest,
  };
}

/** @type {Step[]} */
const steps = [
  { name: 'format', command: ['node_modules/@biomejs/biome/bin/biome', 'check', '.'] },
  { name: 'types', command: ['node_modules/typescript/bin/tsc', '-b'] },
  { name: 'lint', command: ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.'] },
  { name: 'unused', command: ['node_modules/knip/bin/knip.js'] },
  { name: 'licences', command: ['scripts/licences.mjs', '--check'] },
  vitestStep('unit'),
  { name: 'build', command: ['node_modules/vite/bin/vite.js', 'build'] },
  // Builds dist/lib first: after the page, which empties dist.
  vitestStep('library'),
  { name: 'size', command: ['node_modules/size-limit/bin.js'] },
  { ...vitestStep('browser'), needsBrowser: true },
  {
    name: 'e2e',
    command: ['node_modules/@playwright/test/cli.js', 'test'],
    needsBrowser: true,
    reportFile: 'test-results/e2e.json',
    count: countPlaywright,
  },
  {
    name: 'engines',
    command: [
      'node_modules/@playwright/test/cli.js',
      ...['test', '--config', 'playwright.engines.config.ts'],
    ],
    needsBrowser: true,
    needsEngines: true,
    reportFile: 'test-results/engines.json',
    count: countPlaywright,
  },
];

/** @returns {Step[]} The steps named after `--only`, else all. */
function chooseSteps() {
  const flag = process.argv.indexOf('--only');
  if (flag < 0) return steps;
  const wanted = (process.argv[flag + 1] ?? '').split(',');
  const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    stop(
      `No step is called "${unknown.join('", "')}"; there are ${steps.map(({ name }) => name).join(', ')}.`,
    );
  }
  return steps.filter((step) => wanted.includes(step.name));
}

/**
 * Runs one step.
 * @param {Step} step
 * @returns {{ passed: boolean, seconds: number, counts: Counts }}
 */
function runStep({ command: [script = '', ...args], reportFile, count }) {
  const report = reportFile === undefined ? null : join(projectRoot, reportFile);
  // A report left by an earlier run must never be counted.
  if (report !== null) rmSync(report, { force: true });
  const startedAt = performance.now();
  const { status } = spawnSync(process.execPath, [join(projectRoot, script), ...args], {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const seconds = (performance.now() - startedAt) / 1000;
  if (report === null || count === undefined) return { passed: status === 0, seconds, counts: noTests };
  try {
    const counts = count(JSON.parse(readFileSync(report, 'utf8')));
    return { passed: status === 0 && counts.failed === 0 && counts.passed > 0, seconds, counts };
  } catch {
    return { passed: false, seconds, counts: noTests };
  }
}

prepare();
const chosen = chooseSteps();
if (chosen.some((step) => step.needsBrowser === true)) {
  // Only now are the packages surely there.
  const { ensureBrowser } = await import('./browser.mjs');
  try {
    ensureBrowser();
  } catch (error) {
    stop(error instanceof Error ? error.message : String(error));
  }
}
const missingEngines = chosen.some((step) => step.needsEngines === true) ? ensureEngines() : [];
mkdirSync(join(projectRoot, 'test-results'), { recursive: true });

/** @type {string[]} */
const summary = [];
let total = noTests;
/** @type {string | null} */
let failedStep = null;
for (const step of chosen) {
  console.log(`\n── ${step.name} ${'─'.repeat(60 - step.name.length)}`);
  const { passed, seconds, counts } = runStep(step);
  total = sumCounts(total, counts);
  const tests = step.count === undefined ? '' : `   ${wordCounts(counts)}`;
  summary.push(`${passed ? '✓' : '✗'} ${step.name.padEnd(10)}${seconds.toFixed(1).padStart(7)} s${tests}`);
  if (!passed) {
    failedStep = step.name;
    break;
  }
}

console.log(`\n${summary.join('\n')}\n`);
for (const engine of missingEngines) console.log(`skipped: the smoke suite in ${engine}\n`);
if (failedStep !== null) {
  console.log(`The step "${failedStep}" failed; again, alone: npm test -- --only ${failedStep}`);
  process.exitCode = 1;
} else {
  console.log(wordCounts(total));
}
