/** Shows the world's state every two seconds and sends what is pressed to the control API. */
import { control, remove } from './control.ts';
import { readAccess, showAccess } from './access.ts';
import { changeCustomer } from './customer-acts.ts';
import { showDeliveries, type Delivery } from './deliveries.ts';
import { showOrders, type Order } from './orders.ts';
import { suggest } from './suggest.ts';

interface Manner {
  duplicate: number;
  shuffle: boolean;
  hold: number;
  drop: number;
  delay: number;
}

interface State {
  shop: { zone: string };
  clock: { now: string; offset: number };
  counts: Record<string, number>;
  app: { installed: boolean; webPixel: boolean; scopes: string[]; approved: Record<string, boolean> };
  webhooks: { pending: number; faults: Manner & { topics: Record<string, Manner> } };
}

const part = <T extends HTMLElement>(name: string): T => {
  const element = document.querySelector<T>(`[data-${name}]`);
  if (!element) throw new Error(`The panel has no ${name}`);
  return element;
};

let quiet: number | undefined;

function say(text: string, bad = false): void {
  const said = part('said');
  said.textContent = text;
  said.classList.toggle('bad', bad);
  window.clearTimeout(quiet);
  quiet = window.setTimeout(() => (said.textContent = ''), bad ? 8000 : 3500);
}

/** Runs what a button means, with the button locked meanwhile, and says how it went. */
async function act(button: HTMLButtonElement | null, work: () => Promise<string>): Promise<void> {
  if (button) button.disabled = true;
  try {
    say(await work());
  } catch (error) {
    say(error instanceof Error ? error.message : String(error), true);
  } finally {
    if (button) button.disabled = false;
    await refresh();
  }
}

function ahead(milliseconds: number): string {
  if (milliseconds < 1000) return 'as late as it really is';
  const minutes = Math.round(milliseconds / 60_000);
  const parts = [
    [Math.floor(minutes / 1440), 'day'],
    [Math.floor((minutes % 1440) / 60), 'hour'],
    [minutes % 60, 'minute'],
  ] as const;
  return `${
    parts
      .filter(([count]) => count > 0)
      .map(([count, word]) => `${count} ${word}${count === 1 ? '' : 's'}`)
      .join(', ') || 'moments'
  } ahead of real time`;
}

function showState(state: State): void {
  const format = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'full',
    timeStyle: 'medium',
    timeZone: state.shop.zone,
  });
  part('now').textContent = format.format(new Date(state.clock.now));
  part('ahead').textContent = `${state.shop.zone}, ${ahead(state.clock.offset)}`;
  part('mails').textContent = state.counts['mails'] ? String(state.counts['mails']) : '';
  const facts: Record<string, number | string> = {
    ...state.counts,
    app: state.app.installed ? 'installed' : 'not installed',
    pixel: state.app.webPixel ? 'connected' : 'off',
  };
  part('facts').replaceChildren(
    ...Object.entries(facts).map(([name, value]) => {
      const row = document.createElement('div');
      const term = document.createElement('dt');
      const detail = document.createElement('dd');
      term.textContent = name.charAt(0).toUpperCase() + name.slice(1);
      detail.textContent = typeof value === 'number' ? value.toLocaleString('en') : value;
      row.append(term, detail);
      return row;
    }),
  );
  showAccess(state.app);
  const { pending, faults } = state.webhooks;
  part('pending').textContent = pending === 0 ? 'all delivered' : `${pending} on the way`;
  const isOff = (one: Manner): boolean => !(one.duplicate || one.drop || one.delay || one.shuffle || one.hold);
  part('faulty').hidden = [faults, ...Object.values(faults.topics)].every(isOff);
  const form = part<HTMLFormElement>('faults');
  if (form.contains(document.activeElement)) return;
  const set = (name: string, value: number | boolean): void => {
    const input = form.elements.namedItem(name);
    if (!(input instanceof HTMLInputElement)) return;
    if (typeof value === 'boolean') input.checked = value;
    else input.value = String(value);
  };
  const topic = form.elements.namedItem('topic');
  const shown = (topic instanceof HTMLSelectElement && faults.topics[topic.value]) || faults;
  set('duplicate', shown.duplicate);
  set('drop', Math.round(shown.drop * 100));
  set('delay', Math.round(shown.delay / 1000));
  set('shuffle', shown.shuffle);
  set('hold', shown.hold);
}

async function refresh(): Promise<void> {
  const [state, { orders }, { deliveries }] = await Promise.all([
    control<State>('/state'),
    control<{ orders: Order[] }>('/orders?limit=8'),
    control<{ deliveries: Delivery[] }>('/webhooks?limit=30'),
  ]);
  showState(state);
  showOrders(
    part('orders'),
    orders,
    (button, path, done) =>
      void act(button, async () => {
        if (path.startsWith('DELETE ')) await remove(path.slice(7));
        else await control(path, {});
        return done;
      }),
  );
  showDeliveries(
    part('deliveries'),
    deliveries,
    state.shop.zone,
    (button, id) => void act(button, async () => (await control(`/webhooks/${id}/redeliver`, {}), 'On its way again.')),
  );
}

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-by]')) {
  button.addEventListener(
    'click',
    () => void act(button, async () => (await control('/clock', { by: button.dataset['by'] }), 'The clock moved.')),
  );
}
const install = part<HTMLButtonElement>('install');
install.addEventListener(
  'click',
  () => void act(install, async () => (await control('/install', {}), 'The app is installed.')),
);
const uninstall = part<HTMLButtonElement>('uninstall');
uninstall.addEventListener(
  'click',
  () => void act(uninstall, async () => (await control('/uninstall', {}), 'The app is uninstalled.')),
);
const flush = part<HTMLButtonElement>('flush');
flush.addEventListener(
  'click',
  () =>
    void act(flush, async () => {
      const { settled, pending } = await control<{ settled: boolean; pending: number }>('/webhooks/flush', {});
      return settled
        ? pending
          ? `${pending} wait for a later try.`
          : 'Everything is delivered.'
        : 'Still delivering.';
    }),
);

const access = part<HTMLFormElement>('access');
access.addEventListener('submit', (event) => {
  event.preventDefault();
  void act(access.querySelector('button'), async () => {
    await control('/access', readAccess(access));
    return 'From now on, the app may do that.';
  });
});
const expire = part<HTMLButtonElement>('expire');
expire.addEventListener(
  'click',
  () =>
    void act(expire, async () => {
      const { expired } = await control<{ expired: number }>('/tokens/expire', {});
      return `${expired} token${expired === 1 ? '' : 's'} expired.`;
    }),
);
const customer = part<HTMLFormElement>('customer');
customer.addEventListener('submit', (event) => {
  event.preventDefault();
  const button = event.submitter instanceof HTMLButtonElement ? event.submitter : null;
  void act(button, () => changeCustomer(new FormData(customer), button?.value ?? ''));
});

const faults = part<HTMLFormElement>('faults');
faults.addEventListener('change', (event) => {
  // choosing a topic shows its manner and changes nothing
  if (event.target instanceof HTMLSelectElement) {
    event.target.blur();
    return void refresh();
  }
  const data = new FormData(faults);
  const topic = String(data.get('topic') ?? '');
  const change = {
    ...(topic && { topic }),
    hold: Number(data.get('hold')),
    duplicate: Number(data.get('duplicate')),
    drop: Number(data.get('drop')) / 100,
    delay: Number(data.get('delay')) * 1000,
    shuffle: data.has('shuffle'),
  };
  void act(null, async () => (await control('/webhooks/faults', change), 'Webhooks now behave so.'));
});

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

const place = part<HTMLFormElement>('place');
place.addEventListener('submit', (event) => {
  event.preventDefault();
  const data = new FormData(place);
  const productId = products.get(String(data.get('product')));
  void act(place.querySelector('button'), async () => {
    if (!productId) throw new Error('Choose a product from the list.');
    const { order } = await control<{ order: { name: string } }>('/orders', {
      email: data.get('email'),
      products: [{ productId, quantity: Number(data.get('quantity')) }],
      test: data.has('test'),
    });
    return `Order ${order.name} is placed.`;
  });
});

const tick = (): void => {
  if (!document.hidden) void refresh().catch(() => say('The devstore does not answer.', true));
};
tick();
window.setInterval(tick, 2000);
