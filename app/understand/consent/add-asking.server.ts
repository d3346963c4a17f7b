import type { SettingsService } from '../../shop/settings/settings-service.server.ts';
import type { AddedContact, NewContact } from '../contacts/add-contact.server.ts';
import type { Confirmations } from './confirmations.server.ts';

type Add = (shop: string, told: NewContact) => Promise<AddedContact>;

interface Options {
  add: Add;
  settings: Pick<SettingsService, 'get'>;
  confirmations: Pick<Confirmations, 'ask'>;
}

/** Where a shop wants double opt-in, staff's word that somebody agreed is a question to her first. */
export function addAsking({ add, settings, confirmations }: Options): Add {
  return async (shop, told) => {
    const note = told.consentNote;
    if (note === null || !(await settings.get(shop)).consent.doubleOptIn) return add(shop, told);
    const added = await add(shop, { ...told, consentNote: null });
    if (added.state === 'added') {
      await confirmations.ask(shop, { contact: added.contact, by: 'staff', evidence: { note } });
    }
    return added;
  };
}
