import { html, raw } from 'hono/html';
import { page, when } from '../mailbox/pages.ts';
import type { PhoneText } from './text-services.ts';

const STYLE = `
.phones { display: grid; gap: 16px; list-style: none; margin: 0; padding: 0; grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); }
.phone { background: #fff; border: 1px solid var(--line); border-radius: 26px; padding: 16px; }
.phone header { display: flex; justify-content: space-between; gap: 8px; padding: 0 4px 10px; border-bottom: 1px solid var(--line); margin-bottom: 12px; overflow-wrap: anywhere; }
.bubble { width: fit-content; max-width: 92%; margin: 0; padding: 10px 14px; border-radius: 18px 18px 18px 4px; background: #e9e9eb; color: #111; white-space: pre-wrap; overflow-wrap: anywhere; }
.bubble.mine { margin-left: auto; border-radius: 18px 18px 4px; background: #cfe3fb; }
.phone form { display: flex; gap: 8px; margin-top: 8px; } .phone form input { flex: 1; min-width: 0; font: inherit; padding: 6px 10px; border: 1px solid var(--line); border-radius: 8px; }
.phone.whatsapp .bubble { background: #dcf3d0; border-radius: 4px 14px 14px; }
.bubble a { color: #0a4f9e; }
`;

function linked(text: string) {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((part) => (/^https?:\/\//.test(part) ? html`<a href="${part}" target="_blank">${part}</a>` : part));
}

function card({ id, channel, to, from, text, at, answer }: PhoneText, answerable: boolean) {
  return html`<li class="phone ${channel}" id="${id}">
    <header><strong>${to}</strong><span class="soft">${channel === 'sms' ? 'SMS' : 'WhatsApp'}</span></header>
    <p class="bubble${answer ? ' mine' : ''}">${linked(text)}</p>
    <p class="soft">${answer ? 'to' : 'from'} ${from} · <time datetime="${at}">${when(at)}</time></p>
    ${
      answerable
        ? html`<form method="post" action="/mailbox/texts/${id}/answer">
            <input name="text" aria-label="Answer to ${from}" placeholder="HELP, STOP or anything" required />
            <button>Answer</button>
          </form>`
        : ''
    }
  </li>`;
}

/** What reached phones and what was answered, newest first. */
export function textsPage(texts: readonly PhoneText[], answerable: (text: PhoneText) => boolean) {
  const none = html`<p class="card empty">
    No texts yet. Make a campaign of SMS under Campaigns, then look here for what reached the phones.
  </p>`;
  return page(
    'Texts',
    '',
    html`<style>
        ${raw(STYLE)}
      </style>
      ${
        texts.length === 0
          ? none
          : html`<ul class="phones">
              ${texts.map((text) => card(text, answerable(text)))}
            </ul>`
      }`,
  );
}
