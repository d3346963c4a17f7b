// A picture's way from the browser: looked at, sent, and waited for.
import { pictureTypeOf, type PictureType } from '../platform/pictures/picture-type.ts';
import { HEAD_BYTES, MOST_BYTES, whyUntakeable } from '../platform/pictures/takeable.ts';
import type { PictureState, RefusedPicture } from '../shop/pictures/picture.ts';

export type PictureProblem =
  | RefusedPicture
  /** Shopify has it, and is not done yet */
  | { refused: 'slow'; words: string };

/** What its place takes, where that is less than Shopify does. */
export interface PictureLimits {
  bytes?: number;
  types?: readonly PictureType[];
}

const ADDRESS = '/app/pictures';
const LOOK_EVERY_MS = 1000;
const MOST_LOOKS = 90;
const UNREACHED = { refused: 'unreached', words: '' } as const;

/** Why it would not be taken; null when nothing speaks against it. Nothing has left then. */
export async function whyNotSent(file: Blob, limits: PictureLimits = {}): Promise<PictureProblem | null> {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const why = file.size > (limits.bytes ?? MOST_BYTES) ? 'too_large' : whyUntakeable(head, file.size);
  if (why) return { refused: why, words: '' };
  const type = pictureTypeOf(head);
  return type && limits.types?.includes(type) === false ? { refused: 'no_picture', words: '' } : null;
}

interface Sending {
  file: File;
  alt: string;
  /** of who is signed in: XMLHttpRequest is not signed by App Bridge, as `fetch` is, but it tells how much has left */
  token: () => Promise<string>;
  told: (share: number) => void;
  signal: AbortSignal;
}

/** The id by which it can be asked for. */
export async function sendPicture(sending: Sending): Promise<{ id: string } | PictureProblem> {
  const first = await post(sending);
  // a token lives for a minute
  const { status, body } = first.status === 401 ? await post(sending) : first;
  if (status === 200 && typeof body['id'] === 'string') return { id: body['id'] };
  return status === 422 ? (body as unknown as RefusedPicture) : UNREACHED;
}

async function post({
  file,
  alt,
  token,
  told,
  signal,
}: Sending): Promise<{ status: number; body: Record<string, unknown> }> {
  const authorization = `Bearer ${await token()}`;
  const query = new URLSearchParams({ name: file.name, alt, bytes: String(file.size), _data: 'routes/app.pictures' });
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const end = () => {
      const body = (request.response ?? {}) as Record<string, unknown>;
      resolve({ status: request.status, body });
    };
    request.open('POST', `${ADDRESS}?${query}`);
    request.setRequestHeader('Authorization', authorization);
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) => told(total > 0 ? loaded / total : 0));
    request.addEventListener('loadend', end);
    if (signal.aborted) return end();
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

/** Looks until it is ready, or is not going to be. */
export async function awaitPicture(id: string, signal: AbortSignal): Promise<{ url: string } | PictureProblem> {
  const query = new URLSearchParams({ id, _data: 'routes/app.pictures' });
  for (let look = 0; look < MOST_LOOKS && !signal.aborted; look++) {
    const answer = await fetch(`${ADDRESS}?${query}`, { signal }).catch(() => null);
    if (answer?.status === 404) return UNREACHED;
    // whoever does not hear an answer asks again
    const state = answer?.ok ? ((await answer.json().catch(() => null)) as PictureState | null) : null;
    if (state?.state === 'ready') return { url: state.url };
    if (state?.state === 'failed') return { refused: state.refused, words: state.words };
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return { refused: 'slow', words: '' };
}
