import { escapeHtml } from './escape-html.ts';

/** An error is shown where it happened, as Shopify shows it in a theme under work. */
export function liquidError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `<div class="liquid-error" role="alert" style="padding:.75rem;border:2px solid #b3261e;color:#b3261e;background:#fff;font:14px/1.4 monospace">Liquid error: ${escapeHtml(message)}</div>`;
}
