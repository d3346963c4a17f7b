import { exchange } from '../submit/exchange.server.ts';
import { refused } from '../submit/http-submit.server.ts';
import type { SocialRefusal, SocialTools } from './social-network.ts';

export interface Picture {
  kind: 'picture';
  type: string;
  bytes: Buffer;
}

/** What LinkedIn and most Mastodon servers take. */
const MOST_BYTES = 8_000_000;
const MOST_HOPS = 3;

/** By what the file begins with: what its server calls it may be anything. */
const KINDS: readonly { type: string; begins: readonly number[] }[] = [
  { type: 'image/jpeg', begins: [0xff, 0xd8, 0xff] },
  { type: 'image/png', begins: [0x89, 0x50, 0x4e, 0x47] },
  { type: 'image/gif', begins: [0x47, 0x49, 0x46, 0x38] },
  { type: 'image/webp', begins: [0x52, 0x49, 0x46, 0x46] },
];

/** For networks that want the picture itself and not its address. */
export async function fetchPicture(
  address: string,
  { timeoutMs, privateHosts }: SocialTools,
): Promise<Picture | SocialRefusal> {
  let url = address;
  for (let hop = 0; hop < MOST_HOPS; hop++) {
    if (!URL.canParse(url) || !/^https?:/.test(url))
      return refused('the picture has no web address', { permanent: true });
    const done = await exchange({ url, timeoutMs, publicOnly: !privateHosts, maxBytes: MOST_BYTES });
    if (done.kind !== 'answer')
      return refused(`the picture could not be fetched: ${done.reason}`, { trouble: 'failing' });
    const { status, headers, bytes, cut } = done.answer;
    const location = headers['location'];
    if (status >= 300 && status < 400 && location) {
      url = new URL(location, url).href;
      continue;
    }
    if (status >= 500) return refused(`the picture could not be fetched: ${status}`, { trouble: 'failing' });
    if (status !== 200) return refused(`there is no picture at its address: ${status}`, { permanent: true });
    if (cut) return refused('the picture is larger than 8 MB, or broke off', { permanent: true });
    const kind = KINDS.find(({ begins }) => begins.every((byte, index) => bytes[index] === byte));
    if (!kind) return refused('what stands at the address of the picture is none', { permanent: true });
    return { kind: 'picture', type: kind.type, bytes };
  }
  return refused('the address of the picture leads from one to the next', { permanent: true });
}
