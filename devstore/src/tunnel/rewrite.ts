/** Where App Bridge comes from on the real admin. */
export const bridgeAddress = 'https://cdn.shopify.com/shopifycloud/app-bridge.js';

const ALSO_FROM_THE_SHOP = new Set(['style-src', 'img-src', 'font-src', 'connect-src', 'frame-src']);

/** Lets the local admin frame the app and the local App Bridge run in it; every other directive stays. */
export function rewritePolicy(policy: string, devstoreOrigin: string, framedBy = [devstoreOrigin]): string {
  return policy
    .split(';')
    .map((directive) => directive.trim())
    .filter(Boolean)
    .map((directive) => {
      const [name, ...sources] = directive.split(/\s+/);
      if (name === 'frame-ancestors') return `frame-ancestors ${framedBy.join(' ')}`;
      if (name === 'script-src' || name === 'script-src-elem') {
        return [
          name,
          ...sources.map((source) =>
            source === bridgeAddress || source === 'https://cdn.shopify.com' ? devstoreOrigin : source,
          ),
        ].join(' ');
      }
      // pictures, fonts and styles of the shop stand at its own address here
      if (name !== undefined && ALSO_FROM_THE_SHOP.has(name)) return `${directive} ${devstoreOrigin}`;
      return directive;
    })
    .join('; ');
}

/** `Link: <https://cdn.shopify.com/shopifycloud/app-bridge.js>; rel="preload"`, which the library sends along. */
export function rewriteLink(link: string, devstoreOrigin: string): string {
  return link.replaceAll(bridgeAddress, `${devstoreOrigin}/app-bridge.js`);
}
