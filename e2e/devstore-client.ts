// How the proof speaks to the local Shopify: its control doors and its mailbox.
import { until } from './step.ts';

export interface World {
  /** the app itself */
  appOrigin: string;
  /** what the app calls its address: the tunnel */
  appUrl: string;
  devstoreOrigin: string;
  shop: string;
  apiKey: string;
  apiSecret: string;
}

export interface MailSeen {
  id: string;
  subject: string;
  html: string;
  text: string;
  headers: { name: string; value: string }[];
}

export interface ProductSeen {
  id: string;
  handle: string;
  title: string;
}

export interface DevstoreClient {
  post<T>(path: string, body?: object): Promise<T>;
  get<T>(path: string): Promise<T>;
  moveClock(by: string): Promise<void>;
  /** every webhook delivered and the app idle: its rows are worked off */
  settle(): Promise<void>;
  mails(to: string): Promise<{ id: string; subject: string }[]>;
  mail(id: string): Promise<MailSeen>;
}

export function devstoreClient({ devstoreOrigin, appOrigin }: World): DevstoreClient {
  async function call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(devstoreOrigin + path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  }
  const get = <T>(path: string) => call<T>('GET', path);
  const post = <T>(path: string, body?: object) => call<T>('POST', path, body);
  return {
    get,
    post,
    moveClock: async (by) => void (await post('/devstore/clock', { by })),
    async settle() {
      await post('/devstore/webhooks/flush');
      await until(
        'the app to be idle',
        async () => (await (await fetch(`${appOrigin}/readyz`)).json()) as { idle: boolean },
        ({ idle }) => idle,
        60_000,
      );
    },
    mails: async (to) =>
      (await get<{ messages: { id: string; subject: string }[] }>(`/mailbox/api/messages?to=${encodeURIComponent(to)}`))
        .messages,
    mail: (id) => get(`/mailbox/api/messages/${id}`),
  };
}
