import { type AdminFaultSettings, CALM } from '../../graphql/admin-fault-settings.ts';
import { control } from './control.ts';
import { showDeliveries, type Delivery } from './deliveries.ts';
import { fill, part } from './part.ts';
import { act, type Done } from './status.ts';

interface Manner {
  duplicate: number;
  shuffle: boolean;
  hold: number;
  drop: number;
  delay: number;
}

export interface WebhookState {
  pending: number;
  faults: Manner & { topics: Record<string, Manner> };
}

interface AdminApi extends AdminFaultSettings {
  operations: { id: string; status: string; objectCount?: number }[];
}

export async function refreshTrouble(webhooks: WebhookState, zone: string): Promise<void> {
  const [{ deliveries }, api] = await Promise.all([
    control<{ deliveries: Delivery[] }>('/webhooks?limit=30'),
    control<AdminApi>('/admin-api'),
  ]);
  showManners(webhooks);
  showApi(api);
  showDeliveries(
    part('deliveries'),
    deliveries,
    zone,
    (button, id) => void act(button, async () => (await control(`/webhooks/${id}/redeliver`, {}), 'On its way again.')),
  );
}

function showApi(api: AdminApi): void {
  const now = Object.entries(CALM).filter(([name, value]) => api[name as keyof AdminApi] !== value);
  part('api-faulty').hidden = now.length === 0;
  const waiting = [
    api.throttled > 0 ? `${api.throttled} more requests are throttled.` : '',
    api.failing > 0 ? `${api.failing} more requests fail.` : '',
    `The bucket holds ${api.bucket.toLocaleString('en')} points and regains ${api.restore.toLocaleString('en')} a second.`,
  ];
  part('api-state').textContent = waiting.filter(Boolean).join(' ');
  for (const name of ['bulk', 'files'] as const) {
    const fate = part<HTMLFormElement>('bulk').elements.namedItem(name);
    if (fate instanceof HTMLSelectElement && fate !== document.activeElement) fate.value = api[name];
  }
  const last = api.operations.slice(0, 3);
  fill(
    part('operations'),
    last,
    () =>
      last.map(({ id, status, objectCount }) => {
        const item = document.createElement('li');
        item.textContent = `Bulk query ${id}: ${status.toLowerCase()}${objectCount === undefined ? '' : `, ${objectCount} objects`}`;
        return item;
      }),
    'No bulk query yet.',
  );
}

function showManners({ pending, faults }: WebhookState): void {
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

export function startTrouble(refresh: () => Promise<void>): void {
  const press = (selector: string, work: (button: HTMLButtonElement) => Promise<Done | string>): void => {
    for (const button of document.querySelectorAll<HTMLButtonElement>(selector))
      button.addEventListener('click', () => void act(button, () => work(button)));
  };
  const calm = (path: string) => control(path, path === '/admin-api' ? { calm: true } : { clear: true });
  press('[data-calm]', async (button) => {
    await calm(button.dataset['calm'] ?? '');
    return 'All is well again.';
  });
  press('[data-trouble]', async (button) => {
    const path = button.dataset['trouble'] ?? '';
    await control(path, JSON.parse(button.dataset['change'] ?? '{}'));
    return { said: `From now on: ${button.textContent?.trim() ?? ''}.`, undo: () => calm(path) };
  });
  press('[data-flush]', async () => {
    const { settled, pending } = await control<{ settled: boolean; pending: number }>('/webhooks/flush', {});
    if (!settled) return 'Still delivering.';
    return pending ? `${pending} wait for a later try.` : 'Everything is delivered.';
  });
  const bulk = part<HTMLFormElement>('bulk');
  bulk.addEventListener(
    'change',
    () =>
      void act(null, async () => (await control('/admin-api', Object.fromEntries(new FormData(bulk))), 'So be it.')),
  );
  const form = part<HTMLFormElement>('faults');
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', (event) => {
    // choosing a topic shows its manner and changes nothing
    if (event.target instanceof HTMLSelectElement) {
      event.target.blur();
      return void refresh();
    }
    const data = new FormData(form);
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
}
