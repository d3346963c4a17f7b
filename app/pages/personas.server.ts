import { personaInput } from '../understand/personas/persona.ts';
import type { PersonasService } from '../understand/personas/service.server.ts';
import type { PersonaPages } from '../ui/views/persona-views.ts';

export function createPersonaPages({ personas }: { personas: PersonasService }): PersonaPages {
  return {
    view: async (shop) => ({ personas: await personas.list(shop), fitting: await personas.fitting(shop) }),
    one: async (shop, id) => (await personas.list(shop)).find((persona) => persona.id === id) ?? null,
    save: (shop, id, draft) => personas.save(shop, personaInput.parse(draft), id ?? undefined),
    move: (shop, id, by) => personas.move(shop, id, by),
    remove: (shop, id) => personas.remove(shop, id),
    restore: (shop, id) => personas.restore(shop, id),
  };
}
