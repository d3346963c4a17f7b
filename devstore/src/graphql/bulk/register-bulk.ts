import { createReadStream, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { Register } from '../../devstore.ts';

/** The results of bulk operations: no token, a signed address that ends, and byte ranges, as a storage bucket has. */
export const registerBulkResults: Register = (app, devstore) => {
  app.get('/bulk-results/:file', (c) => {
    const id = c.req.param('file').replace(/\.jsonl$/, '');
    const path = devstore.bulk.file(id, c.req.query('Expires') ?? '', c.req.query('Signature') ?? '');
    if (!path) return c.text('<Error><Code>ExpiredToken</Code></Error>', 400);
    const { size } = statSync(path);
    const range = /^bytes=(\d+)-(\d*)$/.exec(c.req.header('range') ?? '');
    const start = range ? Number(range[1]) : 0;
    const end = Math.min(range?.[2] ? Number(range[2]) : size - 1, size - 1);
    const headers = { 'content-type': 'application/jsonl', 'accept-ranges': 'bytes' };
    if (range && start >= size) return c.body(null, 416, { ...headers, 'content-range': `bytes */${size}` });
    const body = Readable.toWeb(createReadStream(path, { start, end })) as ReadableStream;
    const length = String(end - start + 1);
    if (!range) return c.body(body, 200, { ...headers, 'content-length': length });
    return c.body(body, 206, {
      ...headers,
      'content-length': length,
      'content-range': `bytes ${start}-${end}/${size}`,
    });
  });
};
