import type { BrowserCall } from '../messages.ts';

/** Does in the page what a pixel asked for through `browser.*`. */
export async function browserCall({ api, args }: BrowserCall): Promise<unknown> {
  const [first = '', second, third] = args;
  switch (api) {
    case 'cookie.get':
      return (
        document.cookie
          .split('; ')
          .find((part) => part.startsWith(`${first}=`))
          ?.slice(first.length + 1) ?? ''
      );
    case 'cookie.set': {
      const text = second === undefined ? first : `${first}=${second}; path=/; max-age=31536000; samesite=lax`;
      document.cookie = text;
      return text;
    }
    case 'storage.get':
      return area(first).getItem(second ?? '');
    case 'storage.set':
      return area(first).setItem(second ?? '', third ?? '');
    case 'storage.remove':
      return area(first).removeItem(second ?? '');
    case 'sendBeacon':
      return navigator.sendBeacon(first, second);
    case 'publish':
      return true;
    default:
      return api satisfies never;
  }
}

function area(name: string): Storage {
  return name === 'session' ? window.sessionStorage : window.localStorage;
}
