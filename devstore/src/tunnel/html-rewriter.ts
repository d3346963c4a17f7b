import { Transform } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { bridgeAddress } from './rewrite.ts';

/** Replaces the address of App Bridge while the page streams by, also where a chunk ends in the middle of it. */
export function htmlRewriter(devstoreOrigin: string): Transform {
  const decoder = new StringDecoder('utf8');
  let held = '';
  const rewrite = (text: string): string => text.replaceAll(bridgeAddress, `${devstoreOrigin}/app-bridge.js`);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const text = rewrite(held + decoder.write(chunk));
      const keep = beginningAtEnd(text);
      held = text.slice(text.length - keep);
      done(null, text.slice(0, text.length - keep));
    },
    flush(done) {
      done(null, rewrite(held + decoder.end()));
    },
  });
}

/** How many characters at the end could be the beginning of the address. */
function beginningAtEnd(text: string): number {
  for (let length = Math.min(bridgeAddress.length - 1, text.length); length > 0; length -= 1) {
    if (bridgeAddress.startsWith(text.slice(-length))) return length;
  }
  return 0;
}
