import { html } from 'hono/html';
import { LOCATIONS } from '../../shop/location.ts';
import { productField, type Markup } from '../markup.ts';

export function shelfCards(): Markup {
  return html`<section class="card" aria-labelledby="product">
      <h3 id="product">Change a product</h3>
      <form data-product class="stack">
        ${productField()}
        <label
          >Variant
          <select name="variant" disabled></select
        ></label>
        <fieldset class="line">
          <label
            >Stock at
            <select name="location">
              ${LOCATIONS.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}
            </select></label
          >
          <label>Pieces <input type="number" name="inventory" min="0" value="0" /></label>
          <button class="quiet" value="inventory">Set stock</button>
        </fieldset>
        <fieldset class="line">
          <label>Price <input name="price" inputmode="decimal" placeholder="19.90" autocomplete="off" /></label>
          <button class="quiet" value="price">Set price</button>
        </fieldset>
        <fieldset class="line">
          <label
            >Status
            <select name="status">
              <option value="active">active</option>
              <option value="draft">draft</option>
              <option value="archived">archived</option>
            </select></label
          >
          <button class="quiet" value="status">Set status</button>
          <button class="quiet bad" value="delete">Delete product</button>
        </fieldset>
        <fieldset class="line">
          <label
            >Collection
            <select name="collection" data-collection-list></select
          ></label>
          <button class="quiet" value="in">Put in</button>
          <button class="quiet" value="out">Take out</button>
        </fieldset>
      </form>
    </section>

    <section class="card" aria-labelledby="collection">
      <h3 id="collection">Collections</h3>
      <form data-collection class="line">
        <label>Title <input name="title" autocomplete="off" required /></label>
        <button>Create</button>
      </form>
      <form data-uncollection class="line">
        <label
          >Collection
          <select name="collection" data-collection-list></select
        ></label>
        <button class="quiet bad">Delete</button>
      </form>
    </section>`;
}
