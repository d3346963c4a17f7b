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

const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
if (!existsSync(join(root, 'node_modules', 'hono'))) {
  console.log('Installing what is missing (about two minutes, once) …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  stamped('lock', lock, () => {});
} else {
  stamped('lock', lock, () => run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']));
}

const node = join(bin, process.platform === 'win32' ? 'node.cmd' : 'node');
const generatedFrom = ['prisma/schema.prisma', 'scripts/generate.ts', 'codegen.ts', 'app/platform/shopify/documents'];
const generatedStamp = generatedFrom.flatMap((path) => contentsUnder(join(root, path))).join('\n');
const generatedThere = existsSync(join(root, 'app/platform/db/generated/tables/tables.ts'));
if (!generatedThere) run(node, ['scripts/generate.ts']);
stamped('generated', generatedStamp, () => generatedThere && run(node, ['scripts/generate.ts']));

const child = spawn(node, process.argv.slice(2), { cwd: root, env, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 130 : 1)));
