import { callAdmin, onAdmin } from './channel.ts';

const menus = 'ui-nav-menu, s-app-nav';

/** `<ui-nav-menu>` and `<s-app-nav>` are not drawn in the app: the admin shows their links in its own navigation. */
export function watchNavMenu(): void {
  // Not an element: React hydrates the whole document and would stumble over one that it does not know.
  const style = new CSSStyleSheet();
  style.replaceSync('ui-nav-menu, s-app-nav, ui-title-bar, ui-save-bar, ui-modal { display: none !important; }');
  document.adoptedStyleSheets.push(style);

  let told = '';
  const tell = (): void => {
    const links = [...document.querySelectorAll(menus)]
      .flatMap((menu) => [...menu.querySelectorAll('[href]')])
      .filter((link) => link.getAttribute('rel') !== 'home')
      .map((link) => ({ href: link.getAttribute('href') ?? '', label: link.textContent?.trim() ?? '' }));
    const text = JSON.stringify(links);
    if (text === told) return;
    told = text;
    void callAdmin('nav', { links });
  };
  new MutationObserver(tell).observe(document.documentElement, { childList: true, subtree: true, characterData: true });
  tell();

  onAdmin((message) => {
    if (!('event' in message) || message.event !== 'navigate') return;
    navigate(message.path);
  });
}

/** The app's router listens for `shopify:navigate` from the link; without one the frame loads the page. */
function navigate(path: string): void {
  const link =
    [...document.querySelectorAll(`:is(${menus}) [href]`)].find((one) => one.getAttribute('href') === path) ??
    document.createElement('a');
  if (!link.isConnected) {
    link.setAttribute('href', path);
    link.setAttribute('hidden', '');
    document.body.append(link);
  }
  const before = window.location.href;
  const hasRouter = '__remixRouter' in window;
  link.dispatchEvent(new CustomEvent('shopify:navigate', { bubbles: true, cancelable: true }));
  // A page whose scripts have not run yet has no router to listen. The parameters say whose page it is.
  setTimeout(() => {
    const here = new URL(window.location.href);
    const target = new URL(path, here);
    for (const name of ['embedded', 'shop', 'host', 'locale']) {
      const value = here.searchParams.get(name);
      if (value !== null) target.searchParams.set(name, value);
    }
    if (here.href === before && target.pathname !== here.pathname && !hasRouter) window.location.assign(target);
  }, 300);
}
