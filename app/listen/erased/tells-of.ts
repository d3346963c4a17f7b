import type { Person } from '../../shop/privacy/person.ts';

/** Whether a text names the person: her address or number anywhere, her customer or order id as a number of its own. */
export function tellsOf(person: Person): (text: string) => boolean {
  const ids = [...person.customers, ...person.orders].filter((id) => id.length >= 5);
  const numbers = ids.length > 0 ? new RegExp(`(?<!\\d)(?:${ids.join('|')})(?!\\d)`) : null;
  const texts = [...person.emails, ...person.names, ...person.phones.filter((phone) => phone.length >= 6)];
  return (text) => {
    if (text === '') return false;
    const lower = text.toLowerCase();
    return texts.some((one) => lower.includes(one)) || (numbers?.test(text) ?? false);
  };
}
