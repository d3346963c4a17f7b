import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData, useSubmit } from '@remix-run/react';
import { Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { type Condition, conditionSchema, EVERYBODY, leavesOf } from '../../understand/conditions/condition.ts';
import { answerErrors } from '../../ui/answer-errors.ts';
import { ConditionPanes } from '../../ui/conditions/condition-panes.tsx';
import { useNamedCondition } from '../../ui/conditions/use-named-condition.ts';
import { DraftPage } from '../../ui/pieces/draft-page.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';
import { STAGE_CONDITIONS, type StageCondition } from '../../ui/views/stage-views.ts';
import type { NamesById } from '../../ui/views/condition-views.ts';

function conditionNamed(what: string | undefined): StageCondition {
  const named = STAGE_CONDITIONS.find((each) => each === what);
  if (!named) throw new Response(null, { status: 404 });
  return named;
}

interface Loaded {
  what: StageCondition;
  condition: Condition;
  names: NamesById;
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const what = conditionNamed(params['what']);
  const { condition, names } = await context.app.pages.stages.condition(shop, what);
  return json({ what, condition: condition ?? EVERYBODY, names } satisfies Loaded);
}

/** What follows from the stage cannot decide it. */
const form = z.strictObject({
  condition: conditionSchema.refine(({ when }) =>
    leavesOf(when).every(({ type }) => type !== 'stage' && type !== 'segment'),
  ),
});

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const what = conditionNamed(params['what']);
  const { stages } = context.app.pages;
  if (request.method === 'DELETE') {
    await stages.setCondition(shop, what, null);
    return redirect('/app/contacts/stages');
  }
  const read = form.safeParse(await request.json().catch(() => null));
  if (!read.success) return json<ActionAnswer>({ ...answerErrors(read.error), says: 'stages.circular' }, 422);
  const { condition } = read.data;
  // nobody is kept out by a condition that asks nothing
  const nothing = what === 'unqualified' && leavesOf(condition.when).length === 0;
  await stages.setCondition(shop, what, nothing ? null : condition);
  return json<ActionAnswer>({ ok: true });
}

export default function StageCondition() {
  const { what, condition, names } = useLoaderData<typeof loader>() as Loaded;
  const { t } = useTranslation();
  const submit = useSubmit();
  const edit = useNamedCondition({ condition }, names);
  const title = t(`stages.titles.${what}`);
  return (
    <DraftPage
      id="stage"
      bar={edit.bar}
      title={title}
      backAction={{ content: t('nav.stages'), url: '/app/contacts/stages' }}
      secondaryActions={[
        {
          content: t(what === 'unqualified' ? 'stages.keepNobody' : 'scoring.asShipped'),
          onAction: () => submit(null, { method: 'delete', action: `/app/contacts/stages/${what}` }),
        },
      ]}
    >
      <ConditionPanes
        edit={edit}
        title={t('stages.asLongAs')}
        emptyIsNobody={what === 'unqualified'}
        empty={t(what === 'unqualified' ? 'stages.unqualifiedNobody' : 'stages.everyLead')}
      >
        <Card padding={{ xs: '400', md: '500' }}>
          <Text as="p" tone="subdued">
            {t(`stages.texts.${what}`)}
          </Text>
        </Card>
      </ConditionPanes>
    </DraftPage>
  );
}
