import { html } from 'hono/html';
import type { Devstore } from '../../devstore.ts';
import type { Markup } from '../markup.ts';

const STEPS = [
  ['15m', '+15 minutes'],
  ['1h', '+1 hour'],
  ['1d', '+1 day'],
  ['7d', '+7 days'],
  ['30d', '+30 days'],
];
const CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'JPY'];
const ZONES = [
  'Europe/Rome',
  'Europe/London',
  'America/New_York',
  'America/Los_Angeles',
  'Asia/Tokyo',
  'Australia/Sydney',
];

export function timeCards({ store: { shop } }: Devstore): Markup {
  return html`<section class="card tall" aria-labelledby="clock">
      <h3 id="clock">Clock</h3>
      <p class="now"><time data-now>…</time></p>
      <p class="soft" data-ahead></p>
      <div class="buttons">
        ${STEPS.map(([by, label]) => html`<button type="button" data-by="${by}">${label}</button>`)}
      </div>
      <form class="line" data-move>
        <label>Other step <input name="by" placeholder="90s, 3h, 60d" autocomplete="off" required /></label>
        <button class="quiet">Move</button>
      </form>
      <p class="soft">Time never goes back: <code>npm run demo -- --reset</code> begins again with today.</p>
    </section>

    <section class="card" aria-labelledby="facts">
      <h3 id="facts">What is there</h3>
      <dl class="facts" data-facts></dl>
    </section>

    <section class="card" aria-labelledby="settings">
      <h3 id="settings">Settings of the shop</h3>
      <form data-shop class="stack">
        <label>Name <input name="name" autocomplete="off" value="${shop.name}" required /></label>
        <div class="pair">
          <label
            >Currency
            <select name="currency">
              ${[...new Set([shop.currency, ...CURRENCIES])].map((one) => html`<option>${one}</option>`)}
            </select></label
          >
          <label
            >Time zone
            <select name="zone">
              ${[...new Set([shop.zone, ...ZONES])].map((one) => html`<option>${one}</option>`)}
            </select></label
          >
        </div>
        <button>Save settings</button>
      </form>
      <p class="soft">Tells <code>shop/update</code>. Orders keep the currency that they were paid in.</p>
    </section>`;
}
