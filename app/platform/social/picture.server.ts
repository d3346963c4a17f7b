import { pictureTypeOf } from '../pictures/picture-type.ts';
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
    const type = pictureTypeOf(bytes);
    if (!type) return refused('what stands at the address of the picture is none', { permanent: true });
    return { kind: 'picture', type: `image/${type}`, bytes };
  }
  return refused('the address of the picture leads from one to the next', { permanent: true });
}
