import { html } from 'hono/html';
import { TOPICS } from '../../webhooks/payload-of.ts';
import type { Markup } from '../markup.ts';

const MANNERS: [change: object, label: string][] = [
  [{ duplicate: 1 }, 'Each twice'],
  [{ shuffle: true }, 'Out of order'],
  [{ drop: 0.1 }, 'A tenth lost'],
  [{ delay: 600_000 }, 'Ten minutes late'],
  [{ hold: 20 }, 'Twenty mixed together'],
];
const API_TROUBLE: [change: object, label: string][] = [
  [{ throttled: 5 }, 'Throttle the next 5'],
  [{ failing: 5 }, 'Answer 503 to the next 5'],
  [{ bucket: 1_000, restore: 50 }, 'A small shop’s bucket'],
  [{ bulkPace: 2_000 }, 'Slow bulk queries'],
];
const FATES: [fate: string, label: string][] = [
  ['complete', 'complete'],
  ['fail', 'fail half-way'],
  ['cancel', 'are cancelled'],
  ['deny', 'meet a field that is denied'],
];

const FILES: [fate: string, label: string][] = [
  ['ready', 'become ready'],
  ['fail', 'cannot be processed'],
  ['slow', 'are never done'],
  ['refuse', 'are not taken'],
];

export function troubleCards(): Markup {
  return html`<section class="card" aria-labelledby="admin-api">
      <div class="row">
        <h3 id="admin-api">Admin API <span class="pill warn" data-api-faulty hidden>trouble is on</span></h3>
        <button type="button" class="quiet small" data-calm="/admin-api">All well again</button>
      </div>
      <div class="buttons">
        ${API_TROUBLE.map(
          ([change, label]) =>
            html`<button type="button" class="quiet" data-trouble="/admin-api" data-change="${JSON.stringify(change)}">
              ${label}
            </button>`,
        )}
      </div>
      <form class="line" data-bulk>
        <label
          >Bulk queries that start now
          <select name="bulk">
            ${FATES.map(([fate, label]) => html`<option value="${fate}">${label}</option>`)}
          </select></label
        >
        <label
          >Pictures that are uploaded now
          <select name="files">
            ${FILES.map(([fate, label]) => html`<option value="${fate}">${label}</option>`)}
          </select></label
        >
      </form>
      <p class="soft" data-api-state></p>
      <ul class="list" data-operations></ul>
    </section>

    <section class="card" aria-labelledby="manners">
      <div class="row">
        <h3 id="manners">Manners of webhooks <span class="pill warn" data-faulty hidden>trouble is on</span></h3>
        <button type="button" class="quiet small" data-calm="/webhooks/faults">All well again</button>
      </div>
      <div class="buttons">
        ${MANNERS.map(
          ([change, label]) =>
            html`<button
              type="button"
              class="quiet"
              data-trouble="/webhooks/faults"
              data-change="${JSON.stringify(change)}"
            >
              ${label}
            </button>`,
        )}
      </div>
      <form class="faults" data-faults>
        <label class="whole"
          >Topic
          <select name="topic">
            <option value="">all</option>
            ${[...new Set(Object.values(TOPICS))].sort().map((topic) => html`<option>${topic}</option>`)}
          </select></label
        >
        <label>Copies <input type="number" name="duplicate" min="0" max="20" value="0" /></label>
        <label>Lost, % <input type="number" name="drop" min="0" max="100" value="0" /></label>
        <label>Late, s <input type="number" name="delay" min="0" value="0" /></label>
        <label>Mixed <input type="number" name="hold" min="0" max="500" value="0" /></label>
        <label class="tick"><input type="checkbox" name="shuffle" /> Out of order</label>
      </form>
    </section>

    <section class="card wide" aria-labelledby="webhooks">
      <div class="row">
        <h3 id="webhooks">Webhooks <span class="soft" data-pending></span></h3>
        <button type="button" class="quiet" data-flush>Deliver what is due</button>
      </div>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Topic</th>
              <th scope="col">State</th>
              <th scope="col">Tries</th>
              <th scope="col">Answer</th>
              <th scope="col">When</th>
              <th scope="col"><span class="hidden">Again</span></th>
            </tr>
          </thead>
          <tbody data-deliveries></tbody>
        </table>
      </div>
    </section>`;
}
