import type { Devstore } from '../../devstore.ts';
import { escapeHtml } from '../liquid/escape-html.ts';

export interface ShopMail {
  to: string;
  subject: string;
  lines: string[];
  /** shown large: a code */
  code?: string;
  button?: { label: string; url: string };
}

/** The shop's own mails (codes, resets, confirmations), which Shopify sends and no app does. */
export async function sendShopMail({ mailbox, store }: Devstore, mail: ShopMail): Promise<void> {
  const { name, email } = store.shop;
  const { code, button } = mail;
  const text = [...mail.lines, ...(code ? [code] : []), ...(button ? [`${button.label}: ${button.url}`] : []), name];
  const html = `<!doctype html><html><body style="margin:0;background:#f4ecdf;font:16px/1.6 system-ui,sans-serif;color:#2b3036">
<div style="max-width:520px;margin:0 auto;padding:32px 24px"><p style="font:500 20px Georgia,serif">${escapeHtml(name)}</p>
${mail.lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n')}
${code ? `<p style="font:600 32px ui-monospace,monospace;letter-spacing:.2em">${escapeHtml(code)}</p>` : ''}
${button ? `<p><a href="${escapeHtml(button.url)}" style="display:inline-block;background:#2b3036;color:#faf6ef;padding:12px 24px;border-radius:999px;text-decoration:none;font-weight:600">${escapeHtml(button.label)}</a></p>` : ''}
</div></body></html>`;
  await mailbox.deliver({
    from: { name, address: email },
    to: mail.to,
    subject: mail.subject,
    text: text.join('\n\n'),
    html,
  });
}
