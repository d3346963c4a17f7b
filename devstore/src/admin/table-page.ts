import { html } from 'hono/html';
import type { Devstore } from '../devstore.ts';
import { adminPage, type Markup, type Place } from './shell.ts';

interface Table {
  place: Place;
  title: string;
  heads: string[];
  rows: (string | Markup)[][];
  above?: Markup;
  /** What stands there instead of no rows. */
  none?: string;
}

/** A page of the admin with one table. */
export function tablePage(devstore: Devstore, { place, title, heads, rows, above, none }: Table): Markup {
  const content = html`<div class="page">
    <h1>${title}</h1>
    ${above ?? ''}
    <div class="card scroll">
      ${
        rows.length
          ? html`<table>
              <thead>
                <tr>
                  ${heads.map((head) => html`<th scope="col">${head}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${rows.map(
                  (row) =>
                    html`<tr>
                      ${row.map((cell) => html`<td>${cell}</td>`)}
                    </tr>`,
                )}
              </tbody>
            </table>`
          : html`<p class="card--text soft">
              ${none ?? 'Nothing here yet. The app makes these through the Admin API.'}
            </p>`
      }
    </div>
  </div>`;
  return adminPage(devstore, place, title, content);
}
