import { html, raw } from 'hono/html';
import { page, when } from '../mailbox/pages.ts';
import type { Note } from './push-service.ts';

const STYLE = `
.notes { display: grid; gap: 12px; list-style: none; margin: 0; padding: 0; justify-items: center; }
.note { width: 100%; max-width: 440px; background: #fff; border-radius: 14px; box-shadow: 0 6px 24px rgba(46, 55, 66, .18); overflow: hidden; }
.note a { display: block; color: inherit; text-decoration: none; } .note a:hover, .note a:focus-visible { background: #faf3e6; }
.note img.big { display: block; width: 100%; max-height: 220px; object-fit: cover; }
.note .words { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 2px 14px; padding: 14px 18px; }
.note .bell { grid-row: span 3; width: 40px; height: 40px; border-radius: 10px; background: var(--sand); display: grid; place-items: center; }
.note strong, .note p { overflow-wrap: anywhere; margin: 0; }
`;

const BELL =
  '<svg width="22" height="22" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" aria-hidden="true"><path d="M10 2.5a5 5 0 0 0-5 5c0 4-1.5 5.5-1.5 6.5h13c0-1-1.5-2.5-1.5-6.5a5 5 0 0 0-5-5ZM8 16.5a2 2 0 0 0 4 0"/></svg>';

const words = (value: unknown) => (typeof value === 'string' ? value : '');
const address = (value: unknown) => (/^https?:\/\//.test(words(value)) ? words(value) : '');

const lasting = (seconds: number) =>
  seconds < 3600 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;

function card({ payload, receivedAt, ttl, urgency }: Note) {
  const url = address(payload['url']);
  const image = address(payload['image']);
  const inside = html`${image ? html`<img class="big" src="${image}" alt="" />` : ''}
    <div class="words">
      <span class="bell">${raw(BELL)}</span>
      <strong>${words(payload['title'])}</strong>
      <p>${words(payload['body'])}</p>
      <span class="soft"
        ><time datetime="${receivedAt}">${when(receivedAt)}</time> · kept for ${lasting(ttl)} · urgency
        ${urgency ?? 'normal'}</span
      >
    </div>`;
  return html`<li class="note">
    ${url ? html`<a href="${url}" target="_blank" rel="noopener">${inside}</a>` : inside}
  </li>`;
}

/** What reached the browsers, drawn as a system would show it; pressing one opens what the notification opens. */
export function notesPage(notes: readonly Note[]) {
  const none = html`<p class="card empty">
    No notifications yet. Press the button of the invitation on the storefront, then send a campaign of push.
  </p>`;
  return page(
    'Notifications',
    '',
    html`<style>
        ${raw(STYLE)}
      </style>
      ${
        notes.length === 0
          ? none
          : html`<ul class="notes">
              ${notes.map(card)}
            </ul>`
      }`,
  );
}
