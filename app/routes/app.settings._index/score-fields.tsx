import { BlockStack, Card, Checkbox, Spinner, InlineStack, Text, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../shop/settings/settings.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import type { Draft } from '../../ui/use-draft.ts';
import type { SettingsView } from '../../ui/views/settings-views.ts';

interface Props {
  draft: Draft<Settings>;
  rules: SettingsView['rules'];
  rescoring: SettingsView['rescoring'];
  errors: Record<string, string>;
}

/** What earns how many points; a rule that is off gives none. */
export function ScoreFields({ draft, rules, rescoring, errors }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { points } = draft.value.scoring;
  const put = (rule: string, value: number) => {
    const own = rules.find((each) => each.rule === rule)?.points;
    const others = Object.entries(points).filter(([name]) => name !== rule);
    const set = value === own ? others : [...others, [rule, value] as const];
    draft.change({ scoring: { points: Object.fromEntries(set) } });
  };
  return (
    <Card>
      <BlockStack gap="300">
        {rescoring && (
          <InlineStack gap="200" blockAlign="center">
            <Spinner size="small" accessibilityLabel={t('word.loading')} />
            <Text as="p">{t('settings.rescoring', { done: format.number(rescoring.contacts) })}</Text>
          </InlineStack>
        )}
        {rules.map(({ rule, points: own }) => {
          const value = points[rule] ?? own;
          const name = t(`rule|${rule}`, { keySeparator: '|' });
          const wrong = errors[`scoring.points.${rule}`];
          return (
            <div key={rule} className="score-rule">
              <Checkbox label={name} checked={value !== 0} onChange={(on) => put(rule, on ? own : 0)} />
              <TextField
                label={t('settings.pointsOf', { rule: name })}
                labelHidden
                type="number"
                autoComplete="off"
                suffix={t('settings.points')}
                disabled={value === 0}
                value={Number.isNaN(value) ? '' : String(value)}
                onChange={(text) => put(rule, text === '' ? Number.NaN : Math.round(Number(text)))}
                {...(wrong ? { error: t('errors.points') } : {})}
              />
            </div>
          );
        })}
      </BlockStack>
    </Card>
  );
}
