/** `event.context`: https://shopify.dev/docs/api/web-pixels-api/standard-events#context */
export function eventContext(): Record<string, unknown> {
  const { href, hash, host, hostname, origin, pathname, port, protocol, search } = window.location;
  const location = { href, hash, host, hostname, origin, pathname, port, protocol, search };
  return {
    document: { location, referrer: document.referrer, characterSet: document.characterSet, title: document.title },
    navigator: {
      language: navigator.language,
      languages: [...navigator.languages],
      cookieEnabled: navigator.cookieEnabled,
      userAgent: navigator.userAgent,
    },
    window: {
      innerHeight: window.innerHeight,
      innerWidth: window.innerWidth,
      outerHeight: window.outerHeight,
      outerWidth: window.outerWidth,
      pageXOffset: window.scrollX,
      pageYOffset: window.scrollY,
      scrollX: window.scrollX,
      scrollY: window.scrollY,
      screenX: window.screenX,
      screenY: window.screenY,
      screen: { height: window.screen.height, width: window.screen.width },
      origin: window.origin,
      location,
    },
  };
}
