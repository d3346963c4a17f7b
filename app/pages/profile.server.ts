import { identityValue } from '../listen/facts/fact.ts';
import { readChoices } from '../understand/attributes/declared.ts';
import type { AttributesService } from '../understand/attributes/service.server.ts';
import type { Joins } from '../understand/contacts/join.server.ts';
import type { ContactProfile } from '../understand/contacts/one.server.ts';
import type { ContactsService } from '../understand/contacts/service.server.ts';
import type { AttributePages, KnownFrom, ProfilePages, ProfileView } from '../ui/views/profile-views.ts';

interface Deps {
  contacts: Pick<ContactsService, 'dossier'>;
  attributes: AttributesService;
  joins: Joins;
}

/** What a contact's page shows beside its stage, score and timeline. */
export function createProfilePages({ contacts, attributes, joins }: Deps): ProfilePages {
  return {
    async one(shop, contact) {
      const found = await contacts.dossier(shop, contact);
      if (!found) return null;
      const { profile, dossier } = found;
      const told = await attributes.ofContact(shop, contact);
      const merges = await joins.log(shop, contact);
      return {
        ...dossier,
        bought: { ...boughtOf(profile), categories: dossier.categories, brands: dossier.brands },
        attributes: told.map((one) => ({ ...one, source: one.source === null ? null : knownFrom(one.source) })),
        merges: merges.map(({ id, at, reason, undoneAt, handles }) => ({
          id,
          at,
          reason,
          undoneAt,
          handles: handles.map(identityValue),
        })),
        known: profile.email !== null || profile.customer_id !== null,
      };
    },

    async tell(shop, contact, values, staff) {
      const wrong: string[] = [];
      for (const [id, value] of Object.entries(values)) {
        if ((await attributes.tell(shop, contact, id, value, staff)) === 'wrong') wrong.push(id);
      }
      return wrong;
    },

    async join(shop, contact, address, staff) {
      const joined = await joins.join(shop, contact, address, staff);
      return joined.state === 'joined' ? joined.contact : null;
    },

    async takeApart(shop, merge, staff) {
      const taken = await joins.takeApart(shop, merge, staff);
      return taken.state === 'apart' ? taken.contact : null;
    },
  };
}

export function createAttributePages({ attributes }: Pick<Deps, 'attributes'>): AttributePages {
  return {
    list: attributes.list,
    async declare(shop, { label, type, choices }) {
      const told = { label, type, choices: type === 'choice' ? readChoices(choices) : [] };
      return (await attributes.declare(shop, told)).state;
    },
    change: async (shop, id, { label, choices }) => attributes.change(shop, id, label, readChoices(choices)),
    remove: attributes.remove,
    restore: attributes.restore,
  };
}

function boughtOf(profile: ContactProfile): Omit<ProfileView['bought'], 'categories' | 'brands'> {
  const { orders_count: orders, net_spent: net, refunded, discounted } = profile;
  const full = net + refunded + discounted;
  return {
    average: orders > 0 ? Math.round(net / orders) : null,
    refunded,
    discounted,
    discountShare: orders > 0 && full > 0 ? discounted / full : null,
    firstAt: profile.first_order_at,
    lastAt: profile.last_order_at,
  };
}

function knownFrom(source: string): KnownFrom {
  if (source.startsWith('import:')) return 'import';
  return source.startsWith('form:') ? 'form' : 'hand';
}
