import { html } from 'hono/html';
import type { Markup } from '../markup.ts';

const PARTS = [
  ['customers', 'customers at all'],
  ['name', 'names'],
  ['email', 'e-mails'],
  ['phone', 'phones'],
  ['address', 'addresses'],
];

export function appCards(): Markup {
  return html`<section class="card" aria-labelledby="installation">
      <h3 id="installation">Installation</h3>
      <p data-installation class="soft"></p>
      <div class="buttons">
        <button type="button" data-install>Install, or open</button>
        <button type="button" class="quiet" data-uninstall>Uninstall</button>
        <button type="button" class="quiet bad" data-uninstall="now">Uninstall and redact the shop now</button>
        <button type="button" class="quiet" data-expire>Expire tokens now</button>
      </div>
      <p class="soft">
        After an uninstall Shopify waits 48 hours before it asks to forget the shop. Installing again before that calls
        it off.
      </p>
    </section>

    <section class="card tall" aria-labelledby="access">
      <h3 id="access">What the app may read</h3>
      <form data-access class="stack">
        <fieldset>
          <legend>Protected customer data that it is approved for</legend>
          <div class="ticks">
            ${PARTS.map(
              ([name, label]) => html`<label class="tick"><input type="checkbox" name="${name}" /> ${label}</label>`,
            )}
          </div>
        </fieldset>
        <label>Granted scopes <textarea name="scopes" rows="3" autocomplete="off" spellcheck="false"></textarea></label>
        <button>Change access</button>
      </form>
      <p class="soft">
        What is not approved is missing from webhooks too, and refused field by field in the Admin API.
      </p>
    </section>

    <section class="card" aria-labelledby="flow">
      <h3 id="flow">Shopify Flow</h3>
      <p class="soft">What the app told Flow with <code>flowTriggerReceive</code>; no workflow runs on it here.</p>
      <ul class="list" data-flow></ul>
      <div class="buttons">
        <a class="button quiet" href="/admin/flow">All triggers</a>
        <a class="button quiet" href="/admin/customers/segments">Segments and their action</a>
      </div>
    </section>`;
}
