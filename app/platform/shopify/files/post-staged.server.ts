import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { AdminUnavailable } from '../admin/admin-unavailable.ts';

/** Where Shopify wants a file, and what it wants beside it. */
export interface StagedTarget {
  url: string;
  parameters: readonly { name: string; value: string }[];
}

export interface StagedFile {
  name: string;
  type: string;
  /** how many bytes it has: storage takes no form of unknown length */
  bytes: number;
  body: AsyncIterable<Uint8Array>;
}

/** For 20 MB over a slow line. */
const TIMEOUT_MS = 5 * 60_000;

/**
 * Posts a file as the form that a staged upload asks for: its parameters, and the file last. The file passes through and
 * is never held whole.
 * @see https://shopify.dev/docs/api/admin-graphql/2026-10/mutations/stagedUploadsCreate
 * @throws AdminUnavailable when the storage does not take it: another try needs another target
 */
export async function postStaged({ url, parameters }: StagedTarget, file: StagedFile): Promise<void> {
  const boundary = `sandmill-${randomUUID()}`;
  const part = (name: string, rest: string) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${rest}`;
  const fields = parameters.map(({ name, value }) => part(name, `\r\n\r\n${value}\r\n`));
  const heading = part('file', `; filename="${file.name}"\r\nContent-Type: ${file.type}\r\n\r\n`);
  const before = Buffer.from(`${fields.join('')}${heading}`);
  const after = Buffer.from(`\r\n--${boundary}--\r\n`);
  async function* form() {
    yield before;
    yield* ofLength(file.body, file.bytes);
    yield after;
  }
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(before.length + file.bytes + after.length),
    },
    body: Readable.toWeb(Readable.from(form(), { objectMode: false })) as ReadableStream,
    duplex: 'half',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw new AdminUnavailable('Shopify’s storage did not take the file', { cause });
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new AdminUnavailable(`Shopify’s storage answered ${answer.status} to a file`);
}

/** What is longer or shorter than was told breaks off: the request would wait for the rest of it, or never end. */
async function* ofLength(body: AsyncIterable<Uint8Array>, bytes: number) {
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > bytes) break;
    yield chunk;
  }
  if (length !== bytes) throw new Error('a file is not as long as was told');
}
