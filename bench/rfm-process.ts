// The child process of understand-rfm.bench.ts: one refresh of all RFM scores at a given instant, its seconds and its peak
// of memory as a JSON line.
import { ManualClock } from '../app/platform/clock/clock.ts';
import { openDatabase } from '../app/platform/db/open.server.ts';
import { refreshRfm } from '../app/understand/rfm/refresh.server.ts';
import { SHOP } from './app-process.ts';

const [, , now = '0'] = process.argv;
const db = openDatabase(process.env.DATABASE_URL ?? '');
const started = performance.now();
await refreshRfm({ db, clock: new ManualClock(Number(now)) }, SHOP);
const seconds = (performance.now() - started) / 1000;
await db.close();
console.log(JSON.stringify({ seconds, peakMb: process.resourceUsage().maxRSS / 1024 }));
