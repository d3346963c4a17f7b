/**
 * The strict sandbox of an app's web pixel: a worker with `shopify.extend` and nothing of the page.
 * https://shopify.dev/docs/api/web-pixels-api/standard-api
 */
import type { BrowserCall, FromSandbox, PixelEventMessage, Privacy, ToSandbox } from '../messages.ts';

type Listener = (event: unknown) => unknown;
type Render = (api: Record<string, unknown>) => unknown;

const page = globalThis as unknown as {
  postMessage(message: FromSandbox): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ToSandbox>) => void): void;
  shopify?: unknown;
};

const extensions: Render[] = [];
page.shopify = {
  extend(target: string, render: Render): void {
    if (target !== 'WebPixel::Render') throw new Error(`Unknown extension point ${target}`);
    extensions.push(render);
  },
};

const pending = new Map<number, (value: unknown) => void>();
let calls = 0;

/** Asks the page to do what only it can. */
function ask(api: BrowserCall['api'], ...args: string[]): Promise<unknown> {
  calls += 1;
  const id = calls;
  page.postMessage({ kind: 'call', id, api, args });
  return new Promise((resolve) => pending.set(id, resolve));
}

const storage = (area: 'local' | 'session') => ({
  getItem: (key: string) => ask('storage.get', area, key),
  setItem: (key: string, value: string) => ask('storage.set', area, key, value),
  removeItem: (key: string) => ask('storage.remove', area, key),
});

const browser = {
  cookie: {
    get: (name: string) => ask('cookie.get', name),
    set: (cookieOrName: string, value?: string) =>
      value === undefined ? ask('cookie.set', cookieOrName) : ask('cookie.set', cookieOrName, value),
  },
  localStorage: storage('local'),
  sessionStorage: storage('session'),
  sendBeacon: (url: string, body?: string) => ask('sendBeacon', url, body ?? ''),
};

const subscriptions = new Map<string, Set<Listener>>();
const groups: Record<string, (event: PixelEventMessage) => boolean> = {
  all_events: () => true,
  all_standard_events: (event) => event.type === 'standard',
  all_custom_events: (event) => event.type === 'custom',
};

const analytics = {
  subscribe(name: string, listener: Listener): Promise<() => void> {
    const listeners = subscriptions.get(name) ?? new Set();
    subscriptions.set(name, listeners.add(listener));
    return Promise.resolve(() => listeners.delete(listener));
  },
  publish: (name: string, data: unknown) => ask('publish', name, JSON.stringify(data)).then(Boolean),
};

const privacyListeners = new Set<Listener>();

function deliver(event: PixelEventMessage): void {
  for (const [name, listeners] of subscriptions) {
    if (name !== event.name && !groups[name]?.(event)) continue;
    for (const listener of listeners) call(listener, event);
  }
}

/** A pixel that throws must not keep the others, or its own next event, from running. */
function call(listener: Listener, event: unknown): void {
  Promise.resolve()
    .then(() => listener(event))
    .catch((error: unknown) => console.error('web pixel:', error));
}

function start(settings: Record<string, unknown>, init: Record<string, unknown>, privacy: Privacy): void {
  for (const extension of extensions) {
    call(
      () =>
        extension({
          analytics,
          browser,
          settings,
          configuration: settings,
          init: { ...init, customerPrivacy: privacy },
          customerPrivacy: {
            subscribe(name: string, listener: Listener): Promise<() => void> {
              if (name !== 'visitorConsentCollected') return Promise.reject(new Error(`Unknown privacy event ${name}`));
              privacyListeners.add(listener);
              return Promise.resolve(() => privacyListeners.delete(listener));
            },
          },
        }),
      undefined,
    );
  }
  // After the extensions have had their turn to subscribe.
  setTimeout(() => page.postMessage({ kind: 'started' }), 0);
}

page.addEventListener('message', ({ data }) => {
  switch (data.kind) {
    case 'start':
      return start(data.settings, data.init, data.privacy);
    case 'event':
      return deliver(data.event);
    case 'privacy':
      for (const listener of privacyListeners) call(listener, { customerPrivacy: data.privacy });
      return;
    case 'answer':
      pending.get(data.id)?.(data.value);
      pending.delete(data.id);
      return;
    default:
      return data satisfies never;
  }
});
