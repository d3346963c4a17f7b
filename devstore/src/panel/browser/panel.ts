/** Shows the world's state every two seconds and sends what is pressed to the control API. */
import { showApp, startApp, type AppState } from './app.ts';
import { control } from './control.ts';
import { refreshOrders, startOrders } from './orders.ts';
import { startPeople } from './people.ts';
import { startShelf } from './shelf.ts';
import { say, startStatus } from './status.ts';
import { suggest } from './suggest.ts';
import { showShop, startTimeAndShop, type ShopState } from './time-and-shop.ts';
import { refreshTrouble, startTrouble, type WebhookState } from './trouble.ts';

interface State extends ShopState {
  app: AppState;
  webhooks: WebhookState;
}

async function refresh(): Promise<void> {
  const state = await control<State>('/state');
  showShop(state);
  await Promise.all([showApp(state.app), refreshOrders(), refreshTrouble(state.webhooks, state.shop.zone)]);
}

const products = suggest('products', '[data-product-search]', (search) =>
  control<{ products: { id: string; title: string }[] }>(
    `/products?limit=12&search=${encodeURIComponent(search)}`,
  ).then((found) => found.products.map(({ id, title }) => ({ value: title, key: id }))),
);
suggest('people', '[data-people-search]', (search) =>
  control<{ customers: { email: string | null; firstName: string; lastName: string }[] }>(
    `/customers?limit=12&search=${encodeURIComponent(search)}`,
  ).then((found) =>
    found.customers.map(({ email, firstName, lastName }) => ({
      value: email ?? '',
      label: `${firstName} ${lastName}`,
      key: email ?? '',
    })),
  ),
);

startStatus(refresh);
startTimeAndShop();
startOrders(products);
startPeople();
startShelf();
startApp();
startTrouble(refresh);

const tick = (): void => {
  if (!document.hidden) void refresh().catch(() => say('The devstore does not answer.', { bad: true }));
};
tick();
window.setInterval(tick, 2000);
