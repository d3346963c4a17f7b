export interface Order {
  id: string;
  name: string;
  email: string | null;
  totals: { total: string };
  currency: string;
  financialStatus: string;
  fulfillmentStatus: string | null;
  cancelledAt: string | null;
  test: boolean;
  lines: { title: string; quantity: number }[];
}

type Press = (button: HTMLButtonElement, path: string, done: string) => void;

/** The last orders, each with what may still happen to it. */
export function showOrders(list: HTMLElement, orders: Order[], press: Press): void {
  const told = JSON.stringify(orders);
  if (list.dataset['told'] === told) return;
  list.dataset['told'] = told;
  list.replaceChildren(...orders.map((order) => row(order, press)));
}

function row(order: Order, press: Press): HTMLLIElement {
  const item = document.createElement('li');
  const text = document.createElement('div');
  const link = document.createElement('a');
  const details = document.createElement('span');
  const state = document.createElement('span');
  link.href = `/admin/orders/${order.id}`;
  link.textContent = order.name;
  state.className = `pill ${order.cancelledAt ? 'bad' : order.financialStatus === 'paid' ? 'good' : 'warn'}`;
  state.textContent = order.cancelledAt ? 'cancelled' : order.financialStatus.replace('_', ' ');
  details.className = 'soft';
  details.textContent = ` ${order.totals.total} ${order.currency} · ${order.email ?? 'no e-mail'} · ${order.lines.map((line) => `${line.quantity} × ${line.title}`).join(', ')} `;
  text.append(link, details, state);
  const actions = document.createElement('div');
  const action = (label: string, path: string, done: string): void => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'quiet small';
    button.textContent = label;
    button.ariaLabel = `${label} ${order.name}`;
    button.addEventListener('click', () => press(button, path, done));
    actions.append(button);
  };
  if (!order.cancelledAt && order.financialStatus !== 'refunded') {
    action('Refund', `/orders/${order.id}/refund`, `${order.name} is refunded.`);
    action('Cancel', `/orders/${order.id}/cancel`, `${order.name} is cancelled.`);
  }
  if (!order.cancelledAt && !order.fulfillmentStatus)
    action('Fulfil', `/orders/${order.id}/fulfill`, `${order.name} is on its way.`);
  if (order.cancelledAt || order.test) action('Delete', `DELETE /orders/${order.id}`, `${order.name} is gone.`);
  item.append(text, actions);
  return item;
}
