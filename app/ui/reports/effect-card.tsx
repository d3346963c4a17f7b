import { BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Why } from '../pieces/why.tsx';
import type { EffectView } from '../views/report-views.ts';

interface Props {
  effect: EffectView;
  /** what people were asked for; of a journey an order */
  conversion: 'order' | 'form' | 'download' | 'registration';
  /** in words: of whom, where the page around it does not say so */
  whose?: string;
}

/** More would look as if it were known. */
const threeFigures = (number: number) => Math.round(Number(number.toPrecision(3)));

/** What would not have happened without the messages: who was written to against who was held out. */
export function EffectCard({ effect: { measured, effect, enough, days }, conversion, whose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const title = t('report.effect.title');
  const { treated, holdout } = measured;
  const rows = [
    ['treated', treated],
    ['holdout', holdout],
  ] as const;
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          <Why of={title} align="right">
            <BlockStack gap="200">
              <Text as="p">{t('report.effect.why', { count: days })}</Text>
              <Text as="p">{t('report.effect.whyInterval')}</Text>
            </BlockStack>
          </Why>
        </InlineStack>
        <Text as="p" variant="bodyLg">
          {wordsOf()}
        </Text>
        {enough && <Text as="p">{extraOf()}</Text>}
        {whose && (
          <Text as="p" tone="subdued">
            {whose}
          </Text>
        )}
        <table className="report-table report-effect">
          <thead>
            <tr>
              <th scope="col">{t('report.effect.group')}</th>
              <th scope="col">{t('report.effect.people')}</th>
              <th scope="col">{t(`report.effect.did.${conversion}`)}</th>
              <th scope="col">{t('report.effect.share')}</th>
              <th scope="col">{t('report.effect.revenue')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([arm, { contacts, converted, revenue }]) => (
              <tr key={arm}>
                <th scope="row">{t(`report.effect.arm.${arm}`)}</th>
                <td>{format.number(contacts)}</td>
                <td>{format.number(converted)}</td>
                <td>{contacts > 0 ? format.percent(converted / contacts) : '–'}</td>
                <td>{contacts > 0 ? format.money(Math.round(revenue / contacts)) : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <Text as="p" tone="subdued">
          {t('report.effect.rule', { count: days })}
        </Text>
      </BlockStack>
    </Card>
  );

  /** The same in people and money, of all who were written to. */
  function extraOf(): string {
    const signed = (number: number) => (number > 0 ? `+${format.number(number)}` : format.number(number));
    const [low, high] = effect.extraBetween;
    const perPerson = treated.revenue / treated.contacts - holdout.revenue / holdout.contacts;
    const more = threeFigures(perPerson * treated.contacts);
    return t('report.effect.extra', {
      count: treated.contacts,
      written: format.number(treated.contacts),
      low: signed(low),
      high: signed(high),
      did: t(`report.effect.whoDid.${conversion}`),
      money: more > 0 ? `+${format.money(more)}` : format.money(more),
    });
  }

  function wordsOf(): string {
    const held = format.number(holdout.contacts);
    if (!enough) return t('report.effect.notEnough', { count: holdout.contacts, held });
    const points = (share: number) => format.number(Math.round(Math.abs(share) * 1000) / 10);
    const [low, high] = effect.between;
    const of = { count: holdout.contacts, held, what: t(`report.effect.more.${conversion}`) };
    if (low > 0) return t('report.effect.gain', { ...of, low: points(low), high: points(high) });
    if (high < 0) return t('report.effect.loss', { ...of, low: points(high), high: points(low) });
    return t('report.effect.uncertain', { ...of, low: points(low), high: points(high) });
  }
}
