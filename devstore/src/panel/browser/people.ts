import { control, remove } from './control.ts';
import { part } from './part.ts';
import { onSubmit, type Done } from './status.ts';

interface Customer {
  id: string;
  email: string | null;
  firstName: string;
  lastName: string;
  tags: string[];
  emailConsent: { state: string };
  orders: number;
}

async function byEmail(email: string): Promise<Customer | undefined> {
  const found = await control<{ customers: Customer[] }>(`/customers?email=${encodeURIComponent(email)}`);
  return found.customers[0];
}

export function startPeople(): void {
  const form = part<HTMLFormElement>('customer');
  const email = form.elements.namedItem('email');
  const state = form.elements.namedItem('state');
  const show = async (typed: boolean): Promise<void> => {
    if (!(email instanceof HTMLInputElement)) return;
    const her = email.validity.valid ? await byEmail(email.value) : undefined;
    part('found').textContent = her ? about(her) : email.value ? 'Nobody has this e-mail.' : '';
    if (typed && her && state instanceof HTMLSelectElement) state.value = her.emailConsent.state;
  };
  if (email instanceof HTMLInputElement) email.addEventListener('change', () => void show(true));
  onSubmit('customer', async (data, value) => {
    const done = await change(data, value);
    await show(false);
    return done;
  });
  onSubmit('newcomer', async (data) => {
    const filled = [...data].filter(([, one]) => one !== '');
    await control('/customers', Object.fromEntries(filled));
    return `${String(data.get('email'))} is a customer now.`;
  });
}

function about({ firstName, lastName, emailConsent, orders, tags }: Customer): string {
  const name = `${firstName} ${lastName}`.trim() || 'No name';
  const bought = `${orders} order${orders === 1 ? '' : 's'}`;
  const labels = tags.length > 0 ? `tags ${tags.join(', ')}` : 'no tags';
  return `${name} · ${bought} · newsletter: ${emailConsent.state.replace('_', ' ')} · ${labels}`;
}

async function change(data: FormData, act: string): Promise<Done | string> {
  const her = await byEmail(String(data.get('email')).trim());
  if (!her) throw new Error('There is no customer with this e-mail.');
  const path = `/customers/${her.id}`;
  const given = (name: string, what: string): string => {
    const value = String(data.get(name) ?? '').trim();
    if (!value) throw new Error(`Fill in ${what}.`);
    return value;
  };
  switch (act) {
    case 'tag': {
      const add = given('tag', 'the tag');
      await control(`${path}/tags`, { add });
      return { said: 'The tag is added.', undo: () => control(`${path}/tags`, { remove: add }) };
    }
    case 'untag': {
      const gone = given('tag', 'the tag');
      await control(`${path}/tags`, { remove: gone });
      return { said: 'The tag is removed.', undo: () => control(`${path}/tags`, { add: gone }) };
    }
    case 'merge':
      await control(`${path}/merge`, { into: given('into', 'who is kept') });
      return 'The two are one.';
    case 'delete':
      await remove(path);
      return 'The customer is deleted.';
    case 'data-request':
    case 'redact':
      await control(`${path}/${act}`, {});
      return act === 'redact' ? 'The app is asked to forget her.' : 'The app is asked for her data.';
    default: {
      const before = her.emailConsent.state;
      await control(`${path}/consent`, { state: data.get('state') });
      return { said: 'Her consent is changed.', undo: () => control(`${path}/consent`, { state: before }) };
    }
  }
}
