import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Card, ChoiceList, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { answerErrors } from '../../ui/answer-errors.ts';
import { ConditionPanes } from '../../ui/conditions/condition-panes.tsx';
import { useNamedCondition } from '../../ui/conditions/use-named-condition.ts';
import { useWords } from '../../ui/i18n/use-words.ts';
import { DraftPage } from '../../ui/pieces/draft-page.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';
import type { SegmentEdit } from '../../ui/views/segment-views.ts';
import type { Told, Values, Words } from '../../ui/views/told.ts';
import { conditionSchema, EVERYBODY } from '../../understand/conditions/condition.ts';
import { isByHand } from '../../understand/segments/rules.ts';
import { wordsIn } from '../../understand/words.ts';

const NEW = 'new';
const FRESH: SegmentEdit = { name: '', description: '', kind: 'live', condition: EVERYBODY, names: {} };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const id = params['id'] ?? NEW;
  if (id === NEW) return json({ id: null, segment: FRESH });
  const segment = await context.app.pages.segments.edit(shop, id);
  if (!segment) throw new Response(null, { status: 404 });
  return json({ id, segment });
}

const form = z.object({
  name: z.string().trim().min(1).max(80),
  description: z.string().trim().max(300),
  kind: z.enum(['live', 'static']),
  condition: conditionSchema,
});

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const read = form.safeParse(await request.json().catch(() => null));
  if (!read.success) return json<ActionAnswer>(answerErrors(read.error), 422);
  const id = params['id'] === NEW ? null : (params['id'] ?? null);
  const saved = await context.app.pages.segments.save(shop, id, read.data);
  if (saved.ok) return redirect(`/app/segments/${saved.id}`);
  if (saved.reason === 'unknown') throw new Response(null, { status: 404 });
  const values: Values = saved.reason === 'circle' ? { path: wayIn(saved.path) } : { most: saved.most };
  const says = `segments.refused.${saved.reason}`;
  return json<ActionAnswer>({ ok: false, says, values, errors: { condition: says } }, 422);
}

/** Whoever reads it reads one language; the action knows not which. */
const wayIn = (path: readonly Words[]): Told => ({
  en: path.map((words) => wordsIn(words, 'en')).join(' → '),
  it: path.map((words) => wordsIn(words, 'it')).join(' → '),
});

export default function SegmentEditor() {
  const { id, segment } = useLoaderData<typeof loader>() as { id: string | null; segment: SegmentEdit };
  const { t } = useTranslation();
  const say = useWords();
  const { names, ...stored } = segment;
  const saved = { ...stored, name: say(stored.name), description: say(stored.description) };
  const edit = useNamedCondition(saved, names);
  const { draft, errors } = edit;
  const title = draft.value.name || t('segments.fresh');
  const fields = (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="400">
        <TextField
          label={t('segments.name')}
          autoComplete="off"
          maxLength={80}
          value={draft.value.name}
          onChange={(next) => draft.change({ name: next })}
          {...(errors['name'] ? { error: t('segments.needsName') } : {})}
        />
        <TextField
          label={t('segments.description')}
          autoComplete="off"
          maxLength={300}
          multiline={2}
          value={draft.value.description}
          onChange={(next) => draft.change({ description: next })}
        />
        {!id && (
          <ChoiceList
            title={t('segments.kindTitle')}
            choices={(['live', 'static'] as const).map((each) => ({
              value: each,
              label: t(`segments.kind.${each}`),
              helpText: t(`segments.kindText.${each}`),
            }))}
            selected={[draft.value.kind]}
            onChange={([next]) => draft.change({ kind: next === 'static' ? 'static' : 'live' })}
          />
        )}
      </BlockStack>
    </Card>
  );

  return (
    <DraftPage
      id="segment"
      bar={edit.bar}
      title={title}
      backAction={
        id ? { content: saved.name, url: `/app/segments/${id}` } : { content: t('nav.segments'), url: '/app/segments' }
      }
    >
      {isByHand(saved.condition) ? (
        fields
      ) : (
        <ConditionPanes edit={edit} title={t('segments.who')} empty={t('segments.everybody')}>
          {fields}
        </ConditionPanes>
      )}
    </DraftPage>
  );
}
