import { control, remove } from './control.ts';
import { fill, part } from './part.ts';
import { act, onSubmit, type Done } from './status.ts';

interface Order {
  id: string;
  name: string;
  email: string | null;
  totals: { total: string };
  currency: string;
  sourceName: string;
  financialStatus: string;
  fulfillmentStatus: string | null;
  cancelledAt: string | null;
  test: boolean;
  lines: { id: string; title: string; quantity: number }[];
}

interface Checkout {
  token: string;
  email: string | null;
  completedAt: string | null;
  totals: { total: string };
  lines: { title: string; quantity: number }[];
}

const SOLD: Record<string, string> = { pos: 'at the till', shopify_draft_order: 'by hand' };
let search = '';

export async function refreshOrders(): Promise<void> {
  const [{ orders }, { checkouts }] = await Promise.all([
    control<{ orders: Order[] }>(`/orders?limit=8&search=${encodeURIComponent(search)}`),
    control<{ checkouts: Checkout[] }>('/checkouts'),
  ]);
  fill(part('orders'), orders, () => orders.map(row), search ? 'No order has this number or e-mail.' : 'No order yet.');
  const open = checkouts.filter(({ completedAt }) => !completedAt).slice(0, 5);
  fill(part('checkouts'), open, () => open.map(checkoutRow), 'None. Begin one in the storefront.');
}

export function startOrders(products: Map<string, string>): void {
  onSubmit('place', async (data) => {
    const productId = products.get(String(data.get('product')));
    if (!productId) throw new Error('Choose a product from the list.');
    const { order } = await control<{ order: { name: string } }>('/orders', {
      email: data.get('email'),
      sourceName: data.get('sourceName'),
      discountCode: data.get('discountCode'),
      products: [{ productId, quantity: Number(data.get('quantity')) }],
      acceptsMarketing: data.has('acceptsMarketing'),
      test: data.has('test'),
    });
    return `Order ${order.name} is placed.`;
  });
  onSubmit('find-order', async (data) => {
    search = String(data.get('search')).trim();
    return search ? 'These are the orders that were found.' : 'The last orders.';
  });
}

const many = (lines: { title: string; quantity: number }[]) =>
  lines.map((line) => `${line.quantity} × ${line.title}`).join(', ');

function button(label: string, name: string, work: () => Promise<Done | string>, kind = ''): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = `quiet small ${kind}`;
  made.textContent = label;
  made.ariaLabel = `${label} ${name}`;
  made.addEventListener('click', () => void act(made, work));
  return made;
}

function field(label: string, input: HTMLElement): HTMLLabelElement {
  const made = document.createElement('label');
  made.append(label, input);
  return made;
}

function row(order: Order): HTMLLIElement {
  const { id, name } = order;
  const item = document.createElement('li');
  const text = document.createElement('div');
  const link = document.createElement('a');
  const details = document.createElement('span');
  const state = document.createElement('span');
  link.href = `/admin/orders/${id}`;
  link.textContent = name;
  state.className = `pill ${order.cancelledAt ? 'bad' : order.financialStatus === 'paid' ? 'good' : 'warn'}`;
  state.textContent = order.cancelledAt ? 'cancelled' : order.financialStatus.replace('_', ' ');
  details.className = 'soft';
  const sold = SOLD[order.sourceName] ? `${SOLD[order.sourceName]} · ` : '';
  details.textContent = ` ${order.totals.total} ${order.currency} · ${sold}${order.email ?? 'nobody'} · ${many(order.lines)} `;
  text.append(link, details, state);
  const acts = document.createElement('div');
  acts.className = 'acts';
  const press = (label: string, path: string, done: string) =>
    acts.append(button(label, name, async () => (await control(`/orders/${id}/${path}`, {}), done)));
  const isOpen = !order.cancelledAt && order.financialStatus !== 'refunded';
  if (isOpen) press('Refund', 'refund', `${name} is refunded.`);
  if (isOpen) press('Cancel', 'cancel', `${name} is cancelled.`);
  if (!order.cancelledAt && !order.fulfillmentStatus) press('Fulfil', 'fulfill', `${name} is on its way.`);
  acts.append(button('Delete', name, async () => (await remove(`/orders/${id}`), `${name} is gone.`), 'bad'));
  item.append(text, acts);
  if (!order.cancelledAt && order.lines.length > 0) item.append(more(order));
  return item;
}

/** What is done to a part of an order: some of the money back, another quantity, a tag. */
function more(order: Order): HTMLDetailsElement {
  const { id, name } = order;
  const details = document.createElement('details');
  details.className = 'more';
  const summary = document.createElement('summary');
  summary.textContent = `Change ${name}`;
  const lines = document.createElement('select');
  for (const line of order.lines) lines.append(new Option(`${line.quantity} × ${line.title}`, line.id));
  const quantity = input('number', '1');
  const amount = input('text', '5.00');
  const tag = input('text', '');
  const edit = async (): Promise<Done> => {
    const line = order.lines.find((one) => one.id === lines.value);
    const path = `/orders/${id}/edit`;
    await control(path, { lineItemId: lines.value, quantity: Number(quantity.value) });
    const undo = line && Number(quantity.value) > 0;
    return {
      said: `${name} is edited.`,
      undo: undo ? () => control(path, { lineItemId: line.id, quantity: line.quantity }) : undefined,
    };
  };
  const addTag = async (): Promise<Done> => {
    await control(`/orders/${id}/tags`, { add: tag.value });
    return { said: 'The tag is added.', undo: () => control(`/orders/${id}/tags`, { remove: tag.value }) };
  };
  const line = document.createElement('div');
  line.className = 'line';
  line.append(
    field('Line', lines),
    field('Quantity', quantity),
    button('Edit', name, edit),
    field('Amount', amount),
    button('Refund a part', name, async () => {
      await control(`/orders/${id}/refund`, { amount: amount.value, lines: [] });
      return `A part of ${name} went back.`;
    }),
    field('Tag', tag),
    button('Add tag', name, addTag),
  );
  details.append(summary, line);
  return details;
}

function input(type: string, value: string): HTMLInputElement {
  const made = document.createElement('input');
  made.type = type;
  made.value = value;
  if (type === 'number') made.min = '0';
  return made;
}

function checkoutRow(checkout: Checkout): HTMLLIElement {
  const item = document.createElement('li');
  const text = document.createElement('span');
  text.textContent = `${checkout.totals.total} · ${checkout.email ?? 'no e-mail yet'} · ${many(checkout.lines)}`;
  const acts = document.createElement('div');
  acts.className = 'acts';
  const path = `/checkouts/${checkout.token}`;
  acts.append(button('Forget', 'the checkout', async () => (await remove(path), 'The checkout is forgotten.')));
  item.append(text, acts);
  return item;
}
