import { html } from 'hono/html';
import type { Devstore } from '../../devstore.ts';
import { storefrontCard } from '../../storefront/panel-card.ts';
import { personField, type Markup } from '../markup.ts';

const CONSENT = [
  ['subscribed', 'subscribed'],
  ['pending', 'pending (asked to confirm)'],
  ['unsubscribed', 'unsubscribed'],
  ['not_subscribed', 'never asked'],
  ['invalid', 'invalid address'],
  ['redacted', 'redacted'],
];

const consentOptions = CONSENT.map(([value, label]) => html`<option value="${value}">${label}</option>`);

export function peopleCards(devstore: Devstore): Markup {
  return html`<section class="card tall" aria-labelledby="customer">
      <h3 id="customer">Change a customer</h3>
      <form data-customer class="stack">
        ${personField('E-mail')}
        <p class="soft found" data-found></p>
        <fieldset class="line">
          <label
            >Newsletter
            <select name="state">
              ${consentOptions}
            </select></label
          >
          <button class="quiet" value="consent">Change consent</button>
        </fieldset>
        <fieldset class="line">
          <label>Tag <input name="tag" autocomplete="off" /></label>
          <button class="quiet" value="tag">Add</button>
          <button class="quiet" value="untag">Remove</button>
        </fieldset>
        <fieldset class="line">
          <label
            >Who is kept <input type="email" name="into" list="people" autocomplete="off" data-people-search
          /></label>
          <button class="quiet" value="merge">Merge into her</button>
        </fieldset>
        <div class="buttons">
          <button class="quiet" value="data-request">Ask for her data</button>
          <button class="quiet bad" value="redact">Redact her</button>
          <button class="quiet bad" value="delete">Delete her</button>
        </div>
      </form>
      <p class="soft">Merging, redacting and deleting cannot be undone, as in Shopify.</p>
    </section>

    <section class="card" aria-labelledby="newcomer">
      <h3 id="newcomer">New customer</h3>
      <form data-newcomer class="stack">
        <label>E-mail <input type="email" name="email" autocomplete="off" required /></label>
        <div class="pair">
          <label>First name <input name="firstName" autocomplete="off" /></label>
          <label>Last name <input name="lastName" autocomplete="off" /></label>
        </div>
        <div class="pair">
          <label
            >Language
            <select name="locale">
              ${devstore.store.shop.locales.map(
                (one) => html`<option value="${one}">${one === 'it' ? 'Italian' : 'English'}</option>`,
              )}
            </select></label
          >
          <label
            >Newsletter
            <select name="consent">
              ${consentOptions}
            </select></label
          >
        </div>
        <button>Create customer</button>
      </form>
    </section>

    <section class="card" aria-labelledby="be">
      <h3 id="be">Be a customer</h3>
      <p class="soft">Logs this browser in to the storefront.</p>
      <form method="post" action="/account/login" class="stack">
        <input type="hidden" name="return_to" value="/account" />
        ${personField('E-mail')}
        <div class="buttons"><button>Log in</button><a class="button quiet" href="/account/logout">Log out</a></div>
      </form>
    </section>

    ${storefrontCard(devstore)}`;
}
