import { html, raw } from 'hono/html';
import type { Mail, MailSummary } from './mailbox.ts';

const STYLE = `
:root { color-scheme: light; --ink: #2e3742; --soft: #6b7480; --line: #e4dccd; --paper: #fffdf9; --sand: #f4ecdf; --amber: #b4650f; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--sand); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif; }
header.top { display: flex; gap: 12px 20px; flex-wrap: wrap; align-items: baseline; padding: 16px 24px; background: var(--ink); color: #fff; }
header.top a { color: #f3d9a8; } header.top h1 { font-size: 18px; margin: 0; } header.top form { margin-left: auto; display: flex; gap: 8px; }
header.top input { font: inherit; padding: 6px 10px; border-radius: 8px; border: 0; width: 220px; max-width: 56vw; }
button { font: inherit; padding: 6px 14px; border: 0; border-radius: 8px; background: #f3d9a8; color: var(--ink); cursor: pointer; }
main { max-width: 960px; margin: 24px auto; padding: 0 16px; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
.mails { list-style: none; margin: 0; padding: 0; } .mails li + li { border-top: 1px solid var(--line); }
.mails a { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 2px 16px; padding: 14px 20px; color: inherit; text-decoration: none; }
.mails a:hover, .mails a:focus-visible { background: #faf3e6; } .mails strong { overflow-wrap: anywhere; }
.soft { color: var(--soft); font-size: 14px; overflow-wrap: anywhere; } .empty { padding: 48px 24px; text-align: center; }
dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 4px 16px; margin: 0; } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.head { padding: 20px; border-bottom: 1px solid var(--line); } .head h2 { margin: 0 0 12px; font-size: 22px; line-height: 1.25; overflow-wrap: anywhere; }
iframe { display: block; width: 100%; height: 70vh; border: 0; background: #fff; }
pre { margin: 0; padding: 20px; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 14px; }
details { border-top: 1px solid var(--line); } summary { padding: 12px 20px; cursor: pointer; font-weight: 600; } details dl { padding: 0 20px 20px; font-size: 14px; }
@media (max-width: 500px) { .mails a { grid-template-columns: 1fr; padding: 12px 16px; } main { padding: 0 10px; margin-top: 12px; } header.top { padding: 12px 16px; } .mails .from { display: none; } header.top form { margin-left: 0; flex-basis: 100%; } header.top input { flex: 1; max-width: none; } }
`;

type Markup = ReturnType<typeof html>;

export function page(title: string, to: string, body: Markup): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <header class="top">
          <h1>Mailbox</h1>
          <a href="/mailbox">All mail</a><a href="/mailbox/push">Notifications</a><a href="/mailbox/posts">Posts</a
          ><a href="/mailbox/texts">Texts</a><a href="/">Storefront</a><a href="/admin">Admin</a
          ><a href="/devstore">Panel</a>
          <form action="/mailbox" role="search">
            <input
              name="to"
              type="search"
              value="${to}"
              placeholder="Recipient"
              aria-label="Show mail to this address"
            /><button>Find</button>
          </form>
        </header>
        <main>${body}</main>
      </body>
    </html>`;
}

export function listPage(mails: MailSummary[], to: string): Markup {
  const empty = html`<p class="card empty">
    ${to ? html`Nothing has arrived for ${to} yet.` : html`No mail yet. Abandon a cart, then move the clock an hour on.`}
  </p>`;
  const rows = mails.map(
    (mail) =>
      html`<li>
        <a href="/mailbox/${mail.id}">
          <strong>${mail.subject}</strong
          ><time class="soft" datetime="${mail.receivedAt}">${when(mail.receivedAt)}</time>
          <span class="soft">to ${mail.to.join(', ')}<span class="from"> · from ${mail.from}</span></span
          ><span class="soft">${size(mail.size)}</span>
        </a>
      </li>`,
  );
  return page(
    'Mailbox',
    to,
    mails.length === 0
      ? empty
      : html`<ul class="card mails">
          ${rows}
        </ul>`,
  );
}

export function mailPage(mail: Mail): Markup {
  return page(
    mail.subject,
    '',
    html`<article class="card">
      <div class="head">
        <h2>${mail.subject}</h2>
        <dl>
          <dt>From</dt>
          <dd>${mail.from}</dd>
          <dt>To</dt>
          <dd>${mail.to.join(', ')}</dd>
          <dt>Arrived</dt>
          <dd><time datetime="${mail.receivedAt}">${when(mail.receivedAt)}</time> · ${size(mail.size)}</dd>
        </dl>
      </div>
      ${
        mail.html
          ? html`<iframe
              title="The message"
              src="/mailbox/${mail.id}/html"
              sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
            ></iframe>`
          : ''
      }
      <details ${mail.html ? '' : 'open'}>
        <summary>Text part</summary>
        <pre>${mail.text ?? '(none)'}</pre>
      </details>
      <details>
        <summary>Headers</summary>
        <dl>
          ${mail.headers.map(
            (header) =>
              html`<dt>${header.name}</dt>
                <dd>${header.value}</dd>`,
          )}
        </dl>
      </details>
    </article>`,
  );
}

export function when(iso: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/Rome' }).format(
    new Date(iso),
  );
}

function size(bytes: number): string {
  return bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} kB`;
}
