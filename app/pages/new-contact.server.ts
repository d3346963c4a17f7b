import { tagList } from '../listen/payload.ts';
import type { NewContactPages } from '../ui/views/new-contact-views.ts';
import type { AddedContact, NewContact } from '../understand/contacts/add-contact.server.ts';

interface Deps {
  addContact: (shop: string, told: NewContact) => Promise<AddedContact>;
}

export function createNewContactPages({ addContact }: Deps): NewContactPages {
  return {
    async add(shop, told) {
      const added = await addContact(shop, {
        email: told.email.trim().toLowerCase(),
        firstName: told.firstName.trim() || null,
        lastName: told.lastName.trim() || null,
        tags: [...new Set(tagList(told.tags))],
        consentNote: told.consentNote.trim() || null,
      });
      return added.state === 'erased' ? null : { contact: added.contact, isNew: added.state === 'added' };
    },
  };
}
