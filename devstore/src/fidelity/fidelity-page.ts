import { html, raw } from 'hono/html';
import type { Devstore } from '../devstore.ts';
import { panelStyle } from '../panel/style.ts';
import { FIDELITY } from './entries.ts';
import type { Fidelity } from './fidelity.ts';

type Markup = ReturnType<typeof html>;

const style = `
.fidelity { display: block; max-width: 1160px; } .fidelity .card { margin-bottom: 16px; }
.fidelity h2 { font-size: 17px; } .fidelity dl { display: grid; gap: 2px; margin: 0; } .fidelity dt { color: var(--soft); font-size: 12px; font-weight: 600; margin-top: 8px; } .fidelity dd { margin: 0; overflow-wrap: anywhere; }
.fidelity a { color: var(--amber); } .fidelity code { font-size: 13px; background: var(--sand); border-radius: 5px; padding: 1px 5px; display: inline-block; margin: 1px 0; }
@media (min-width: 800px) { .fidelity dl { grid-template-columns: 130px minmax(0, 1fr); gap: 6px 18px; } .fidelity dt { margin: 0; padding-top: 2px; } }
`;

/** What is simulated, what answers with an error, and from which document each behaviour was taken. */
export function fidelityPage(devstore: Devstore): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Fidelity · ${devstore.store.shop.name}</title>
        <style>
          ${raw(panelStyle + style)}
        </style>
      </head>
      <body>
        <header class="top">
          <h1>Fidelity <span>what this local Shopify does as Shopify does</span></h1>
          <nav aria-label="Addresses">
            <a href="/">Storefront</a><a href="/admin">Admin</a><a href="/devstore">Panel</a>
          </nav>
        </header>
        <main class="fidelity">
          <p class="soft">
            ${FIDELITY.length} parts. What none of them names answers with an error that says so; nothing is invented.
          </p>
          ${FIDELITY.map(entry)}
        </main>
      </body>
    </html>`;
}

function entry(one: Fidelity): Markup {
  const names = [...(one.routes ?? []), ...(one.fields ?? []), ...(one.topics ?? []), ...(one.bridge ?? [])];
  return html`<section class="card">
    <h2>${one.area}</h2>
    <dl>
      <dt>Simulated</dt>
      <dd>${one.simulates}</dd>
      <dt>An error</dt>
      <dd>${one.refuses}</dd>
      <dt>Taken from</dt>
      <dd><a href="${one.source.url}" rel="noreferrer">${one.source.title}</a></dd>
      <dt>Tested by</dt>
      <dd><code>${one.testedBy}</code></dd>
      ${
        names.length === 0
          ? ''
          : html`<dt>Names</dt>
              <dd>${names.map((name) => html`<code>${name}</code> `)}</dd>`
      }
    </dl>
  </section>`;
}
