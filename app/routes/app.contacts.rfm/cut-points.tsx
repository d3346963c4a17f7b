import { BlockStack, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { toMinor } from '../../platform/money.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import type { RangeView, RfmView } from '../../ui/views/rfm-views.ts';

type Ranges = NonNullable<RfmView['ranges']>;
const LETTERS = ['r', 'f', 'm'] as const;

/** What earns which score, in words: "bought in the last 23 days". */
export function CutPoints({ ranges, view }: { ranges: Ranges; view: RfmView }) {
  const { binning, months, beforeRefunds } = view;
  const { t } = useTranslation();
  const say = useRangeWords();
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="400">
        <InlineStack align="space-between" gap="200">
          <BlockStack gap="100">
            <Text as="h2" variant="headingMd">
              {t('rfm.cuts')}
            </Text>
            <Text as="p" tone="subdued">
              {t(binning === 'fixed' ? 'rfm.cutsFixed' : 'rfm.cutsQuantile')}{' '}
              {months !== null && t('rfm.cutsMonths', { count: months })} {beforeRefunds && t('rfm.cutsBeforeRefunds')}
            </Text>
          </BlockStack>
          <Link url="/app/settings#rfm">{t('rfm.cutsChange')}</Link>
        </InlineStack>
        <div className="cut-columns">
          {LETTERS.map((letter) => (
            <section key={letter} aria-label={t(`contact.${letter}`)}>
              <Text as="h3" variant="headingSm">
                {t(`contact.${letter}`)}
              </Text>
              <dl className="cut-list">
                {ranges[letter].map((range) => (
                  <div key={range.score}>
                    <dt>
                      {letter.toUpperCase()} {range.score}
                    </dt>
                    <dd>{say(letter, range)}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </BlockStack>
    </Card>
  );
}

function useRangeWords() {
  const { t } = useTranslation();
  const format = useFormat();
  return (letter: 'r' | 'f' | 'm', { from, to, fromIsOut, toIsOut, empty }: RangeView): string => {
    if (empty) return t('rfm.range.nobody');
    const value = (number: number | null) => {
      if (number === null) return '';
      return letter === 'm' ? format.money(toMinor(number.toFixed(2), format.currency)) : format.number(number);
    };
    const words = { from: value(from), to: value(to) };
    // "today to 23 days ago" is said as "in the last 23 days"
    if (letter === 'r' && from === 0) return to === null ? t('rfm.range.rAny') : t('rfm.range.rLast', { count: to });
    if (from === to && letter !== 'm') return t(`rfm.range.${letter}One`, { count: from ?? 0 });
    if (to === null) return t(`rfm.range.${letter}${fromIsOut ? 'Above' : 'From'}`, words);
    if (from === null) return t(`rfm.range.${letter}${toIsOut ? 'Below' : 'To'}`, words);
    return t(`rfm.range.${letter}Between`, words);
  };
}
