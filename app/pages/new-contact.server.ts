import { tagList } from '../listen/payload.ts';
import type { NewContactPages } from '../ui/views/new-contact-views.ts';
import { valueFor } from '../understand/attributes/declared.ts';
import type { AttributesService } from '../understand/attributes/service.server.ts';
import type { AddedContact, NewContact } from '../understand/contacts/add-contact.server.ts';

interface Deps {
  addContact: (shop: string, told: NewContact) => Promise<AddedContact>;
  attributes: Pick<AttributesService, 'all'>;
}

export function createNewContactPages({ addContact, attributes }: Deps): NewContactPages {
  return {
    attributes: attributes.all,
    async add(shop, told) {
      const values: Record<string, string> = {};
      const wrong: string[] = [];
      for (const attribute of await attributes.all(shop)) {
        const value = valueFor(attribute, told.attributes[attribute.id] ?? '');
        if (value === null) wrong.push(attribute.id);
        else if (value !== '') values[attribute.id] = value;
      }
      if (wrong.length > 0) return { state: 'wrong', attributes: wrong };
      return addContact(shop, {
        email: told.email.trim().toLowerCase(),
        firstName: told.firstName.trim() || null,
        lastName: told.lastName.trim() || null,
        tags: [...new Set(tagList(told.tags))],
        consentNote: told.consentNote.trim() || null,
        attributes: values,
      });
    },
  };
}
