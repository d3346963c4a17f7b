import type { Database } from '../platform/db/db.ts';
import type { SettingsService } from '../shop/settings/settings-service.server.ts';
import { interestsOfContact } from '../understand/interests/store.server.ts';
import type { PersonasService } from '../understand/personas/service.server.ts';
import { personaName } from '../understand/personas/words.ts';
import type { TagsService } from '../understand/tags/service.server.ts';
import type { TraitPages } from '../ui/views/trait-views.ts';

interface Deps {
  db: Database;
  settings: SettingsService;
  personas: PersonasService;
  tags: TagsService;
}

/** What the contact's page shows of persona, interests and tags. */
export function createTraitPages({ db, settings, personas, tags }: Deps): TraitPages {
  return {
    async of(shop, contact) {
      const shown = await personas.ofContact(shop, contact);
      const all = await personas.all(shop);
      const persona = all.find(({ id }) => id === shown?.persona);
      const interests = await interestsOfContact(db.read, shop, contact);
      return {
        persona:
          persona && shown
            ? { id: persona.id, name: personaName(persona), picture: persona.picture, by: shown.by }
            : null,
        personas: all.map((one) => ({ id: one.id, name: personaName(one) })),
        interests: interests.map(({ kind, name, share, views, carts, purchases, last_at: lastAt }) => ({
          kind,
          name,
          share: share / 1000,
          views,
          carts,
          purchases,
          lastAt,
        })),
        interestHalfLife: (await settings.get(shop)).interests.halfLifeDays,
        tags: await tags.ofContact(shop, contact),
      };
    },
    giveTag: (shop, contact, tag) => tags.give(shop, [contact], tag),
    takeTag: (shop, contact, tag) => tags.take(shop, [contact], tag),
    tellPersona: (shop, contact, persona) => personas.tell(shop, contact, persona),
  };
}
