import { Card, Checkbox, FormLayout, Select, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { EVERYBODY } from '../../understand/conditions/condition.ts';
import type { RuleForm } from '../../understand/scoring/rule-form.ts';
import { STAGES } from '../../understand/stages/rules.ts';
import type { Draft } from '../../ui/use-draft.ts';
import { FactFields } from './fact-fields.tsx';
import { WholeNumber } from './whole-number.tsx';

interface Props {
  draft: Draft<RuleForm>;
  /** what earns is decided by code */
  ships: boolean;
  errors: Record<string, string>;
}

/** What earns how many points, and in whose score. */
export function RuleFields({ draft, ships, errors }: Props) {
  const { t } = useTranslation();
  const { name, trigger, points, scope, on } = draft.value;
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <FormLayout>
        <Checkbox label={t('scoring.isOn')} checked={on} onChange={(checked) => draft.change({ on: checked })} />
        {!ships && (
          <TextField
            label={t('scoring.name')}
            value={name}
            maxLength={100}
            autoComplete="off"
            onChange={(text) => draft.change({ name: text })}
            {...(errors['name'] ? { error: t('scoring.nameMissing') } : {})}
          />
        )}
        {!ships && (
          <Select
            label={t('scoring.trigger')}
            value={trigger.type}
            options={(['fact', 'condition'] as const).map((type) => ({
              label: t(`scoring.triggers.${type}`),
              value: type,
            }))}
            onChange={(type: 'fact' | 'condition') =>
              draft.change({
                trigger:
                  type === 'fact'
                    ? { type, kind: 'page.viewed', where: [] }
                    : { type: 'condition', condition: EVERYBODY },
              })
            }
          />
        )}
        {trigger.type === 'fact' && (
          <FactFields trigger={trigger} put={(next) => draft.change({ trigger: next })} errors={errors} />
        )}
        {trigger.type === 'quiet' && (
          <WholeNumber
            label={t('scoring.quietDays')}
            suffix={t('editor.unit.days', { count: 2 })}
            value={trigger.days}
            change={(days) => draft.change({ trigger: { type: 'quiet', days: days ?? Number.NaN } })}
            error={'trigger.days' in errors && t('scoring.numberWrong')}
          />
        )}
        <WholeNumber
          label={t('scoring.pointsField')}
          helpText={t('scoring.pointsHelp')}
          suffix={t('settings.points')}
          value={points}
          change={(value) => draft.change({ points: value ?? Number.NaN })}
          error={'points' in errors && t('scoring.pointsWrong')}
        />
        <ScopeFields scope={scope} put={(next) => draft.change({ scope: next })} wrong={'scope' in errors} />
      </FormLayout>
    </Card>
  );
}

function ScopeFields(props: { scope: string; put: (scope: string) => void; wrong: boolean }) {
  const { scope, put, wrong } = props;
  const { t } = useTranslation();
  const kind = scope.startsWith('tag:') ? 'tag' : scope;
  return (
    <>
      <Select
        label={t('scoring.scope.label')}
        helpText={t('scoring.scope.help')}
        value={kind}
        options={[
          { label: t('scoring.scope.global'), value: 'global' },
          ...STAGES.map((stage) => ({
            label: t('scoring.scope.stageOf', { stage: t(`stage.${stage}_one`) }),
            value: `stage:${stage}`,
          })),
          { label: t('scoring.scope.tag'), value: 'tag' },
        ]}
        onChange={(value) => put(value === 'tag' ? 'tag:' : value)}
      />
      {kind === 'tag' && (
        <TextField
          label={t('scoring.scope.tagName')}
          autoComplete="off"
          maxLength={100}
          value={scope.slice('tag:'.length)}
          onChange={(tag) => put(`tag:${tag}`)}
          {...(wrong ? { error: t('scoring.scope.tagMissing') } : {})}
        />
      )}
    </>
  );
}
