// No file over 400 lines, nine in ten under 250: a file is one idea.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const MOST = 400;
const USUAL = 250;
const USUAL_SHARE = 0.9;

const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' });
const files = listed
  .split('\n')
  .filter((path) => /\.(ts|tsx|mjs|cjs|js|liquid|css)$/.test(path) && !path.includes('/generated/') && existsSync(path))
  .map((path) => ({ path, lines: readFileSync(path, 'utf8').split('\n').length - 1 }));
const large = files.filter((file) => file.lines > MOST);
for (const file of large)
  console.error(`${file.path} has ${file.lines} lines, ${MOST} are the most: split it by what it does`);
const share = files.filter((file) => file.lines < USUAL).length / files.length;
if (share < USUAL_SHARE) console.error(`only ${Math.round(share * 100)} % of the files are under ${USUAL} lines`);
console.log(`${files.length} files, ${Math.round(share * 100)} % under ${USUAL} lines`);
process.exit(large.length > 0 || share < USUAL_SHARE ? 1 : 0);
