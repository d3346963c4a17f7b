import { personaInput } from '../understand/personas/persona.ts';
import type { PersonaLine, PersonasService } from '../understand/personas/service.server.ts';
import { personaDescription, personaName } from '../understand/personas/words.ts';
import type { ConditionPages } from '../ui/views/condition-views.ts';
import type { PersonaPages, PersonaView } from '../ui/views/persona-views.ts';

interface Deps {
  personas: PersonasService;
  conditions: Pick<ConditionPages, 'book'>;
}

export function createPersonaPages({ personas, conditions }: Deps): PersonaPages {
  return {
    async view(shop) {
      const all = await personas.list(shop);
      const names = await conditions.book(
        shop,
        all.map(({ condition }) => condition),
      );
      return { personas: all.map(viewOf), names, fitting: await personas.fitting(shop) };
    },
    async one(shop, id) {
      const found = (await personas.list(shop)).find((persona) => persona.id === id);
      return found ? viewOf(found) : null;
    },
    save: (shop, id, draft) => personas.save(shop, personaInput.parse(draft), id ?? undefined),
    move: (shop, id, by) => personas.move(shop, id, by),
    remove: (shop, id) => personas.remove(shop, id),
    restore: (shop, id) => personas.restore(shop, id),
  };
}

const viewOf = (persona: PersonaLine): PersonaView => ({
  ...persona,
  name: personaName(persona),
  description: personaDescription(persona),
});
