// The child process of foundation-import.bench.ts: one import, its progress and its peak of memory as JSON lines.
import { createReadStream } from 'node:fs';
import { createImportsService } from '../app/listen/imports/import-orders.server.ts';
import { systemClock } from '../app/platform/clock/clock.ts';
import { openDatabase } from '../app/platform/db/open.server.ts';
import { SHOP } from './app-process.ts';

const [, , file = ''] = process.argv;
const db = openDatabase(process.env.DATABASE_URL ?? '');
const imports = createImportsService({ db, clock: systemClock });
const started = performance.now();
const { orders } = await imports.importOrders(SHOP, createReadStream(file, { highWaterMark: 256 * 1024 }), {
  onProgress: ({ bytes }) => console.log(JSON.stringify({ bytes })),
});
const seconds = (performance.now() - started) / 1000;
await db.close();
console.log(JSON.stringify({ orders, seconds, peakMb: process.resourceUsage().maxRSS / 1024 }));
