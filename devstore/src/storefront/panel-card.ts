import { html } from 'hono/html';
import type { Devstore } from '../devstore.ts';
import { REGIONS } from './privacy/regions.ts';
import { storefrontSettings } from './settings.ts';

const RULES = { opt_in: 'asks first', opt_out_of_sale: 'may opt out', none: 'asks nothing' } as const;

/** What the panel lets one choose for the storefront. A plain form: it works without the panel's script. */
export function storefrontCard({ config }: Pick<Devstore, 'config'>) {
  const { region, accounts, doubleOptIn } = storefrontSettings(config).read();
  return html`<section class="card" aria-labelledby="storefront">
    <h3 id="storefront">Visitors and accounts</h3>
    <form method="post" action="/devstore/storefront" class="stack">
      <label
        >Visitors come from
        <select name="region">
          ${REGIONS.map(
            ({ code, name, rule }) =>
              html`<option value="${code}" ${code === region ? 'selected' : ''}>${name} (${RULES[rule]})</option>`,
          )}
        </select></label
      >
      <label
        >They log in with
        <select name="accounts">
          <option value="codes" ${accounts === 'codes' ? 'selected' : ''}>a code by mail</option>
          <option value="passwords" ${accounts === 'passwords' ? 'selected' : ''}>a password</option>
        </select></label
      >
      <label class="tick"
        ><input type="checkbox" name="doubleOptIn" ${doubleOptIn ? 'checked' : ''} /> Newsletter is confirmed by
        mail</label
      >
      <button>Save</button>
    </form>
  </section>`;
}
