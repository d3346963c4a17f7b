import { control, remove } from './control.ts';

interface Found {
  customers: { id: string; email: string | null }[];
}

/** What is done to the customer whose address was given; resolves with what to say about it. */
export async function changeCustomer(form: FormData, act: string): Promise<string> {
  const email = String(form.get('email')).trim().toLowerCase();
  const value = String(form.get('value')).trim();
  const found = await control<Found>(`/customers?search=${encodeURIComponent(email)}`);
  const id = found.customers.find((one) => one.email === email)?.id;
  if (!id) throw new Error('There is no customer with this e-mail.');
  if (['tag', 'untag', 'merge'].includes(act) && !value) throw new Error('Fill in the second field.');
  switch (act) {
    case 'tag':
      await control(`/customers/${id}/tags`, { add: value });
      return 'The tag is added.';
    case 'untag':
      await control(`/customers/${id}/tags`, { remove: value });
      return 'The tag is removed.';
    case 'merge':
      await control(`/customers/${id}/merge`, { into: value });
      return 'The two are one.';
    case 'delete':
      await remove(`/customers/${id}`);
      return 'The customer is deleted.';
    default:
      await control(`/customers/${id}/${act}`, {});
      return 'The app is asked.';
  }
}
