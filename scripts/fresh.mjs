// Makes a fresh clone ready (dependencies, generated code), then runs the named TypeScript file on the project's own Node.
// Plain JavaScript, because it must run on the Node that a person happens to have.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(import.meta.url), '../..');
const bin = join(root, 'node_modules', '.bin');
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };

function run(command, args) {
  const result = spawnSync(command, args, { cwd: root, env, stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.status !== 0) {
    console.error(`\n${command} ${args.join(' ')} failed: mend what it says above, then run the same command again.`);
    process.exit(result.status ?? 1);
  }
}

/** A stamp holds what was made ready last, so that a second start costs nothing. */
function stamped(name, content, work) {
  const file = join(root, 'node_modules', `.sandmill-${name}`);
  if (existsSync(file) && readFileSync(file, 'utf8') === content) return;
  work();
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(file, content);
}

/** A digest of each file, so that whatever changed makes the generated code anew. */
function contentsUnder(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) {
    return [`${path} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`];
  }
  return readdirSync(path)
    .sort()
    .flatMap((name) => contentsUnder(join(path, name)));
}

/** Whether npm itself has installed since the lock file was written: `npm ci` by hand, also of the production half. */
function installedByHand() {
  const told = join(root, 'node_modules', '.package-lock.json');
  return existsSync(told) && statSync(told).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
const install = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
if (!existsSync(join(root, 'node_modules', 'hono'))) {
  console.log('Installing what is missing (about two minutes, once) …');
  run('npm', install);
  stamped('lock', lock, () => {});
} else {
  // a server that was given the production half stays with it
  const half = existsSync(join(root, 'node_modules', 'vite')) ? [] : ['--omit=dev'];
  stamped('lock', lock, () => installedByHand() || run('npm', [...install, ...half]));
}

const ownNode = join(bin, process.platform === 'win32' ? 'node.cmd' : 'node');
const node = existsSync(ownNode) ? ownNode : process.execPath;
if (node !== ownNode && Number(process.versions.node.split('.')[0]) < 24) {
  console.error('Without development dependencies Sandmill needs Node 24: install it, or run npm ci.');
  process.exit(1);
}
const generatedFrom = ['prisma/schema.prisma', 'scripts/generate.ts', 'codegen.ts', 'app/platform/shopify/documents'];
const generatedStamp = generatedFrom.flatMap((path) => contentsUnder(join(root, path))).join('\n');
const generatedThere = existsSync(join(root, 'app/platform/db/generated/tables/tables.ts'));
const canGenerate = existsSync(join(root, 'node_modules', 'prisma-kysely'));
if (!generatedThere && !canGenerate) {
  console.error(
    'Generated code is missing, and what generates it is a development dependency: run npm ci && npm run migrate.',
  );
  process.exit(1);
}
if (!generatedThere) run(node, ['scripts/generate.ts']);
stamped('generated', generatedStamp, () => generatedThere && canGenerate && run(node, ['scripts/generate.ts']));

const child = spawn(node, process.argv.slice(2), { cwd: root, env, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
// npm passes a signal to its shell, which dies of it and tells nobody: what it started must not live on alone
const { ppid } = process;
const orphaned = setInterval(() => {
  if (process.ppid === ppid) return;
  clearInterval(orphaned);
  child.kill('SIGTERM');
}, 500);
if (!process.env.npm_lifecycle_event) clearInterval(orphaned);
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 130 : 1)));
