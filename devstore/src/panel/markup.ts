import { html } from 'hono/html';

export type Markup = ReturnType<typeof html>;

/** Looks somebody up while it is typed. */
export const personField = (label: string, name = 'email'): Markup =>
  html`<label
    >${label} <input type="email" name="${name}" list="people" autocomplete="off" required data-people-search
  /></label>`;

export const productField = (label = 'Product'): Markup =>
  html`<label
    >${label} <input name="product" list="products" autocomplete="off" required data-product-search
  /></label>`;
