import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { EVERYBODY } from '../../understand/conditions/condition.ts';
import { personaInput } from '../../understand/personas/persona.ts';
import { answerErrors } from '../../ui/answer-errors.ts';
import { ConditionPanes } from '../../ui/conditions/condition-panes.tsx';
import { useNamedCondition } from '../../ui/conditions/use-named-condition.ts';
import { useWords } from '../../ui/i18n/use-words.ts';
import { DraftPage } from '../../ui/pieces/draft-page.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useRemove } from '../../ui/use-remove.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';
import type { PersonaDraft } from '../../ui/views/persona-views.ts';
import { PersonaFields } from './persona-fields.tsx';

const NEW = 'new';
const FRESH: PersonaDraft = { name: '', description: '', picture: 'sun', condition: EVERYBODY };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const id = params['id'] ?? NEW;
  if (id === NEW) return json({ id: null, persona: FRESH, names: {} });
  const found = await context.app.pages.personas.one(shop, id);
  if (!found) throw new Response(null, { status: 404 });
  const { name, description, picture, condition } = found;
  const names = await context.app.pages.conditions.book(shop, [condition]);
  return json({ id, persona: { name, description, picture, condition }, names });
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { personas } = context.app.pages;
  const id = params['id'] === NEW ? null : (params['id'] ?? null);
  if (request.method === 'DELETE') {
    if (id) await personas.remove(shop, id);
    return redirect('/app/contacts/personas');
  }
  if (request.method === 'PUT') {
    if (id) await personas.restore(shop, id);
    return redirect('/app/contacts/personas');
  }
  const form = personaInput.safeParse(await request.json().catch(() => null));
  if (!form.success) return json<ActionAnswer>(answerErrors(form.error), 422);
  const saved = await personas.save(shop, id, form.data);
  if (saved === null) return json<ActionAnswer>({ ok: false, says: 'personas.tooMany' }, 409);
  return id ? json<ActionAnswer>({ ok: true }) : redirect(`/app/contacts/personas/${saved}`);
}

export default function PersonaEditor() {
  const { id, persona: stored, names } = useLoaderData<typeof loader>();
  const say = useWords();
  const persona = { ...stored, name: say(stored.name), description: say(stored.description) };
  const { t } = useTranslation();
  const edit = useNamedCondition<PersonaDraft>(persona, names);
  const { draft, errors } = edit;
  const remove = useRemove(`/app/contacts/personas/${id}`, 'personas.removed');
  const name = draft.value.name || t('personas.new');

  return (
    <DraftPage
      id="persona"
      bar={edit.bar}
      title={name}
      backAction={{ content: t('nav.personas'), url: '/app/contacts/personas' }}
      secondaryActions={id ? [{ content: t('word.remove'), destructive: true, onAction: remove }] : []}
    >
      <ConditionPanes edit={edit} title={t('personas.who')} empty={t('personas.everybody')}>
        <PersonaFields draft={draft} errors={errors} />
      </ConditionPanes>
    </DraftPage>
  );
}
