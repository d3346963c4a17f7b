import type { AutomationService } from '../understand/consent/automated-service.server.ts';
import type { AutomatedPages } from '../ui/views/automated-views.ts';

export function createAutomatedPages({ automation }: { automation: AutomationService }): AutomatedPages {
  return {
    async of(shop, contact) {
      const { known, said } = await automation.log(shop, contact);
      return {
        known,
        accepts: await automation.accepts(shop, { contact }),
        said: said.map(({ evidence, ...one }) => ({ ...one, note: evidence['note'] ?? '' })),
      };
    },
    async say(shop, contact, { accepts, note, who }) {
      const evidence = { by: who, ...(note && { note }) };
      return (await automation.change(shop, { contact, accepts, source: 'hand', evidence })) === 'said';
    },
  };
}
