import { BlockStack, Card, ChoiceList, Select, Text, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../shop/settings/settings.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import type { Draft } from '../../ui/use-draft.ts';
import { RfmEffect } from './rfm-effect.tsx';

const START = { r: [30, 90, 180, 365], f: [1, 2, 3, 5], m: [50, 100, 200, 500] };
const MONTHS = [3, 6, 12, 18, 24, 36];
const LETTERS = ['r', 'f', 'm'] as const;

/** What is counted, and the cut-points: the shop's own quintiles, or numbers that the merchant fixes. */
export function RfmFields({ draft, errors }: { draft: Draft<Settings>; errors: Record<string, string> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { rfm } = draft.value;
  const cuts = rfm.cuts ?? START;
  const put = (letter: 'r' | 'f' | 'm', index: number, text: string) => {
    const row = cuts[letter].map((cut, at) => (at === index ? (text === '' ? Number.NaN : Number(text)) : cut));
    draft.change({ rfm: { ...rfm, cuts: { ...cuts, [letter]: row } } });
  };
  const wrong = Object.keys(errors).some((field) => field.startsWith('rfm'));
  return (
    <Card>
      <BlockStack gap="400">
        <ChoiceList
          title={t('settings.binning')}
          choices={[
            { label: t('settings.quantile'), value: 'quantile', helpText: t('settings.quantileHelp') },
            { label: t('settings.fixed'), value: 'fixed', helpText: t('settings.fixedHelp') },
          ]}
          selected={[rfm.binning]}
          onChange={([binning]) =>
            draft.change({
              rfm: binning === 'fixed' ? { ...rfm, binning: 'fixed', cuts } : { ...rfm, binning: 'quantile' },
            })
          }
        />
        {rfm.binning === 'fixed' &&
          LETTERS.map((letter) => (
            <fieldset key={letter} className="cuts">
              <legend>{t(`settings.cuts.${letter}`, { currency: format.currency })}</legend>
              <div className="cut-fields">
                {cuts[letter].map((cut, index) => (
                  <TextField
                    // oxlint-disable-next-line react/no-array-index-key -- always the four cuts in their order
                    key={index}
                    label={t('settings.cut', { number: index + 1 })}
                    labelHidden
                    type="number"
                    autoComplete="off"
                    value={Number.isNaN(cut) ? '' : String(cut)}
                    onChange={(text) => put(letter, index, text)}
                  />
                ))}
              </div>
            </fieldset>
          ))}
        <Select
          label={t('settings.rfmMonths')}
          helpText={t('settings.rfmMonthsHelp')}
          options={[
            { label: t('settings.rfmAllTime'), value: '' },
            ...[...new Set([...MONTHS, ...(rfm.months === null ? [] : [rfm.months])])].map((count) => ({
              label: t('settings.rfmLastMonths', { count }),
              value: String(count),
            })),
          ]}
          value={rfm.months === null ? '' : String(rfm.months)}
          onChange={(months) => draft.change({ rfm: { ...rfm, months: months === '' ? null : Number(months) } })}
        />
        <ChoiceList
          title={t('settings.rfmSpend')}
          choices={[
            { label: t('settings.rfmAfterRefunds'), value: 'after_refunds' },
            {
              label: t('settings.rfmBeforeRefunds'),
              value: 'before_refunds',
              helpText: t('settings.rfmBeforeRefundsHelp'),
            },
          ]}
          selected={[rfm.spend]}
          onChange={([spend]) =>
            draft.change({ rfm: { ...rfm, spend: spend === 'before_refunds' ? 'before_refunds' : 'after_refunds' } })
          }
        />
        <RfmEffect rfm={rfm} />
        {wrong && (
          <Text as="p" tone="critical">
            {t('errors.rfm')}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}
