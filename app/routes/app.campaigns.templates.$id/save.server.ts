import { json } from '@remix-run/node';
import { z } from 'zod';
import { documentSchema } from '../../act/messages/templates/design/document.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';
import type { TemplatePages } from '../../ui/views/template-views.ts';

const form = z.object({
  name: z.string().trim().min(1).max(100),
  document: documentSchema,
  /** the revision that was opened */
  over: z.number().int().min(0),
  /** it may be sent from now on */
  publish: z.boolean(),
});

export interface TemplateAnswer extends ActionAnswer {
  /** somebody else saved meanwhile */
  conflict?: { revision: number; at: number };
}

/** Saves what was edited, and makes a version of it when that is asked for. */
export async function saveTemplate(
  templates: TemplatePages,
  { shop, id, staff }: { shop: string; id: string; staff: string },
  body: unknown,
) {
  const read = form.safeParse(body);
  if (!read.success) {
    const errors = Object.fromEntries(read.error.issues.map(({ path }) => [String(path[0]), '']));
    const says = 'name' in errors ? 'errors.template.name' : 'errors.template.document';
    return json<TemplateAnswer>({ ok: false, says, errors }, 422);
  }
  const { publish, ...draft } = read.data;
  const saved = await templates.save(shop, id, draft);
  if (saved.kind === 'gone') return json<TemplateAnswer>({ ok: false, says: 'templates.gone' }, 404);
  if (saved.kind === 'conflict') {
    const { revision, at } = saved;
    return json<TemplateAnswer>({ ok: false, says: 'templates.conflict', conflict: { revision, at } }, 409);
  }
  if (!publish) return json<TemplateAnswer>({ ok: true });
  const published = await templates.publish(shop, id, staff);
  if (published.kind === 'faults') {
    const { count } = published;
    return json<TemplateAnswer>({ ok: false, says: 'templates.notPublished', values: { count } }, 422);
  }
  return json<TemplateAnswer>({
    ok: true,
    says: 'templates.published',
    values: { version: published.kind === 'gone' ? 0 : published.version },
  });
}
