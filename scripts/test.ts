// npm test: every check, in one command, with nothing but npm. Ends with a plain line "N passed, N failed".
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join, relative } from 'node:path';

interface Check {
  name: string;
  command: string;
  args: string[];
  /** a vitest run, whose single tests are counted */
  report?: string;
  env?: Record<string, string>;
  /** others go first where there is not time enough for all */
  givesWay?: true;
}

interface VitestFile {
  name: string;
  message: string;
  startTime: number;
  endTime: number;
  assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
  numPendingTests: number;
  testResults: VitestFile[];
}

const GIVES_WAY = 5;
const LINES_OF_A_FAILURE = 12;
const folder = mkdtempSync(join(tmpdir(), 'sandmill-checks-'));
const offline = { SHOPIFY_CLI_NO_ANALYTICS: '1', CI: '1', NO_UPDATE_NOTIFIER: '1' };
const npx = (name: string, ...args: string[]): Check => ({ name, command: 'npx', args: ['--no-install', ...args] });
const vitest = (name: string, ...args: string[]): Check => {
  const report = join(folder, `${name.replace(/\W+/g, '-')}.json`);
  const output = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return { ...npx(name, 'vitest', 'run', ...args, ...output), report };
};

/**
 * Side by side in lanes, each one after the other. A browser waits more than it works, so what it leaves of the two cores
 * goes to the tests, which give way; the other checks fill what is left.
 */
const lanes: Check[][] = [
  [
    npx('build', 'remix', 'vite:build', '--logLevel', 'warn'),
    vitest('end to end', '--config', 'e2e/vitest.config.ts'),
    npx('format', 'prettier', '--check', '--log-level=warn', '.'),
    npx('lint', 'oxlint', '--deny-warnings', '--quiet'),
    npx('walls between rooms', 'depcruise', 'app', 'devstore', 'extensions', 'server.ts', '--output-type', 'err'),
    { name: 'file-size budget', command: process.execPath, args: ['scripts/check-sizes.ts'] },
    npx('dead code', 'knip', '--no-progress'),
    npx('types', 'tsc', '--noEmit'),
    { name: 'theme check', command: process.execPath, args: ['scripts/check-theme.ts'] },
    { ...npx('shopify app build', 'shopify', 'app', 'build', '--no-color'), env: offline },
    { ...npx('shopify app doctor', 'shopify', 'app', 'doctor', '--blocking', 'medium', '--json'), env: offline },
  ],
  [{ ...vitest('tests', '--config', 'vitest.config.ts'), givesWay: true }],
];

let passed = 0;
let failed = 0;
let skipped = 0;
const onDatabase: Record<string, number> = { sqlite: 0, postgres: 0 };

/** Where the time went, for whoever wants it back. */
function slowest(report: string): string {
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as VitestReport;
  const seconds = ({ startTime, endTime }: VitestFile) => (endTime - startTime) / 1000;
  return testResults
    .toSorted((a, b) => seconds(b) - seconds(a))
    .slice(0, 5)
    .map((file) => `${relative(process.cwd(), file.name)} ${seconds(file).toFixed(0)} s`)
    .join(', ');
}

/** What failed, before anything else is said: a log that is cut short must still tell it. */
function failures(report: string): string {
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as VitestReport;
  const shortly = (message: string) => message.split('\n').slice(0, LINES_OF_A_FAILURE).join('\n    ');
  return testResults
    .flatMap(({ name, message, assertionResults }) => {
      const fell = assertionResults.filter((test) => test.status === 'failed');
      const file = relative(process.cwd(), name);
      if (assertionResults.length === 0 && message) return [`  ${file}\n    ${shortly(message)}`];
      return fell.map((test) => `  ${file}: ${test.fullName}\n    ${shortly(test.failureMessages[0] ?? '')}`);
    })
    .join('\n');
}

function count(report: string): void {
  const { testResults, ...totals } = JSON.parse(readFileSync(report, 'utf8')) as VitestReport;
  passed += totals.numPassedTests;
  failed += totals.numFailedTests;
  skipped += totals.numPendingTests;
  for (const file of testResults) {
    // a file that could not even be read counts as one failure
    if (file.assertionResults.length === 0 && file.message) failed++;
    for (const test of file.assertionResults) {
      for (const name of Object.keys(onDatabase)) {
        if (test.status === 'passed' && test.fullName.includes(`[${name}]`))
          onDatabase[name] = (onDatabase[name] ?? 0) + 1;
      }
    }
  }
}

async function run(check: Check): Promise<void> {
  const started = performance.now();
  const output: string[] = [];
  const code = await new Promise<number>((resolve) => {
    const child = spawn(check.command, check.args, {
      env: { ...process.env, ...check.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (check.givesWay && child.pid) setPriority(child.pid, GIVES_WAY);
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    child.on('error', (error) => output.push(String(error)));
    child.on('close', (exit) => resolve(exit ?? 1));
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const before = failed;
  let told = '';
  if (check.report) {
    try {
      count(check.report);
      told = failures(check.report);
    } catch {
      failed++;
    }
    if (code !== 0 && failed === before) failed++;
  } else if (code === 0) passed++;
  else failed++;
  // the report decides: a hook that stops a server at exit may end the process with another code
  const fell = failed > before;
  console.log(`${fell ? 'FAILED' : 'ok    '}  ${check.name} (${seconds} s)`);
  if (!fell && check.givesWay && check.report) console.log(`        the slowest files: ${slowest(check.report)}`);
  if (told) console.log(told);
  if (fell || process.env.VERBOSE) console.log(output.join(''));
}

async function runLane(lane: Check[]): Promise<void> {
  for (const check of lane) await run(check);
}

await Promise.all(lanes.map(runLane));
rmSync(folder, { recursive: true, force: true });
console.log(`\non SQLite: ${onDatabase.sqlite} tests; on PostgreSQL: ${onDatabase.postgres} tests`);
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exit(failed === 0 ? 0 : 1);
