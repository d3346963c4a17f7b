import { callAdmin } from './channel.ts';

/** Tells the admin where in the app we are, so that its own address can be shared and reloaded. */
export function followHistory(): void {
  let told = '';
  const tell = (): void => {
    const query = new URLSearchParams(window.location.search);
    for (const name of [
      'embedded',
      'shop',
      'host',
      'id_token',
      'hmac',
      'timestamp',
      'locale',
      'session',
      'shopify-reload',
    ])
      query.delete(name);
    const path = `${window.location.pathname}${query.size ? `?${query.toString()}` : ''}${window.location.hash}`;
    if (path === told) return;
    told = path;
    void callAdmin('navigated', { path, title: document.title });
  };
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name].bind(history);
    history[name] = (...given) => {
      original(...given);
      tell();
    };
  }
  window.addEventListener('popstate', tell);
  window.addEventListener('hashchange', tell);
  tell();
}
