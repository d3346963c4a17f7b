import { html } from 'hono/html';
import { productField, type Markup } from '../markup.ts';

export function orderCards(): Markup {
  return html`<section class="card" aria-labelledby="place">
      <h3 id="place">Place an order</h3>
      <form data-place class="stack">
        <label
          >Sold
          <select name="sourceName">
            <option value="web">in the online store</option>
            <option value="pos">at the till (POS)</option>
            <option value="shopify_draft_order">by hand (draft order)</option>
          </select></label
        >
        <label
          >Customer’s e-mail
          <input type="email" name="email" list="people" autocomplete="off" data-people-search />
          <span class="hint">May stay empty at the till and by hand: the order then belongs to nobody.</span></label
        >
        ${productField()}
        <div class="pair">
          <label>Quantity <input type="number" name="quantity" min="1" max="20" value="1" /></label>
          <label>Discount code <input name="discountCode" autocomplete="off" /></label>
        </div>
        <div class="ticks">
          <label class="tick"><input type="checkbox" name="acceptsMarketing" /> Wants the newsletter</label>
          <label class="tick"><input type="checkbox" name="test" /> Test order</label>
        </div>
        <button>Place order</button>
      </form>
    </section>

    <section class="card" aria-labelledby="checkouts">
      <h3 id="checkouts">Open checkouts</h3>
      <p class="soft">Begun in the storefront and not paid yet.</p>
      <ul class="list" data-checkouts></ul>
    </section>

    <section class="card wide" aria-labelledby="orders">
      <div class="row">
        <h3 id="orders">Orders</h3>
        <form class="line" data-find-order role="search">
          <label
            ><span class="hidden">Order number or e-mail</span>
            <input type="search" name="search" placeholder="#1001 or an e-mail" autocomplete="off"
          /></label>
          <button class="quiet small">Find</button>
        </form>
      </div>
      <ul class="list" data-orders></ul>
    </section>`;
}
