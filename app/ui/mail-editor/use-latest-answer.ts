import { useEffect, useRef, useState } from 'react';
import { createLatestOnly } from './latest-only.ts';

interface Seen<Answer> {
  answer: Answer | null;
  /** the last question was not answered: the answer is older than what is asked */
  failed: boolean;
}

/**
 * What the server says to a question that changes while somebody types. Asked without the router: it changes nothing,
 * so nothing of the page has to be read again.
 * @param body as JSON
 */
export function useLatestAnswer<Answer>(address: string, body: string): Seen<Answer> {
  const [seen, setSeen] = useState<Seen<Answer>>({ answer: null, failed: false });
  const ask = useRef<(body: string) => void>(() => undefined);
  useEffect(() => {
    let stands = true;
    ask.current = createLatestOnly<string>(async (asked) => {
      const headers = { 'content-type': 'application/json' };
      const fresh = await fetch(address, { method: 'POST', headers, body: asked })
        .then((response) => (response.ok ? (response.json() as Promise<Answer>) : null))
        .catch(() => null);
      if (stands) setSeen(({ answer }) => ({ answer: fresh ?? answer, failed: fresh === null }));
    });
    return () => {
      stands = false;
    };
  }, [address]);
  useEffect(() => ask.current(body), [body]);
  return seen;
}
