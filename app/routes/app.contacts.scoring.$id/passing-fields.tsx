import { BlockStack, Card, FormLayout, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { RuleForm } from '../../understand/scoring/rule-form.ts';
import type { Draft } from '../../ui/use-draft.ts';
import { WholeNumber } from './whole-number.tsx';

/** How the points of a rule are limited, fade and go. */
export function PassingFields({ draft, errors }: { draft: Draft<RuleForm>; errors: Record<string, string> }) {
  const { t } = useTranslation();
  const { cap, halfLife, expires } = draft.value;
  const wrong = (field: string) => field in errors && t('scoring.numberWrong');
  const days = t('editor.unit.days', { count: 2 });
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('scoring.howLong')}
        </Text>
        <FormLayout>
          <FormLayout.Group>
            <WholeNumber
              label={t('scoring.halfLife')}
              helpText={t('scoring.halfLifeHelp')}
              suffix={days}
              value={halfLife}
              change={(value) => draft.change({ halfLife: value })}
              error={wrong('halfLife')}
            />
            <WholeNumber
              label={t('scoring.expires')}
              helpText={t('scoring.expiresHelp')}
              suffix={days}
              value={expires}
              change={(value) => draft.change({ expires: value })}
              error={wrong('expires')}
            />
          </FormLayout.Group>
          <FormLayout.Group>
            <WholeNumber
              label={t('scoring.cap')}
              helpText={t('scoring.capHelp')}
              suffix={t('settings.points')}
              value={cap?.points ?? null}
              change={(points) => draft.change({ cap: points === null ? null : { points, days: cap?.days ?? 1 } })}
              error={wrong('cap.points')}
            />
            <WholeNumber
              label={t('scoring.capDays')}
              suffix={days}
              value={cap?.days ?? null}
              change={(value) => cap && draft.change({ cap: { ...cap, days: value ?? Number.NaN } })}
              error={wrong('cap.days')}
            />
          </FormLayout.Group>
        </FormLayout>
      </BlockStack>
    </Card>
  );
}
