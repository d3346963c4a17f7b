import { callAdmin } from './channel.ts';

const adminAddress =
  /^(shopify:\/*admin|https:\/\/admin\.shopify\.com\/store\/[^/]+|https:\/\/[\w-]+\.myshopify\.com)(?=\/|$|\?)/;

/** Addresses of the shop and its admin, which live elsewhere here, and whatever wants to leave the frame. */
export function belongsToAdmin(url: string): boolean {
  return adminAddress.test(url);
}

export function openAddress(url: string, target: string): void {
  void callAdmin('open', { url: belongsToAdmin(url) ? url : new URL(url, window.location.href).href, target });
}

/** `open('shopify://admin/products')`, links to it, and links out of the frame. */
export function catchOpening(): void {
  const original = window.open.bind(window);
  window.open = (url, target, features) => {
    const text = String(url ?? '');
    const leaves = target === '_top' || target === '_parent';
    if (!belongsToAdmin(text) && !leaves) return original(url, target, features);
    openAddress(text, target ?? '_blank');
    return null;
  };
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (!link || event.defaultPrevented) return;
    const href = link.getAttribute('href') ?? '';
    const target = link.getAttribute('target') ?? '';
    if (!belongsToAdmin(href) && target !== '_top' && target !== '_parent') return;
    event.preventDefault();
    openAddress(href, target || '_top');
  });
}
