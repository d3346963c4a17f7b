import { Banner, BlockStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { useValues } from '../../ui/i18n/use-words.ts';
import type { HomeView } from '../../ui/views/home-views.ts';

type Notice = HomeView['notices'][number];

/** What stands in the way of everything else: work that does not move, and what Shopify has not allowed. */
export function Alarms({ view }: { view: HomeView }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const valuesOf = useValues();
  const [stalled] = view.stalled;
  /** which kinds of customer data a notice is about, as a person lists them */
  const wordsOf = (notice: Notice) => {
    const values = valuesOf(notice.values);
    const kinds = typeof values['kinds'] === 'string' ? values['kinds'].split(' ') : ['customers'];
    const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
    return { ...values, what: list.format(kinds.map((kind) => t(`protectedKind.${kind}`))) };
  };
  return (
    <>
      {stalled && (
        <Banner
          tone="critical"
          title={t('alarm.stalled', { ago: format.ago(stalled.since) })}
          action={{ content: t('nav.deliveries'), url: '/app/settings/deliveries' }}
        >
          <BlockStack gap="100">
            <Text as="p">{t('alarm.stalledText')}</Text>
            <ul className="alarm-list">
              {view.stalled.map(({ kind, since }) => (
                <li key={kind}>
                  {t(`work.${kind}`, { defaultValue: kind })}: {format.ago(since)}
                </li>
              ))}
            </ul>
          </BlockStack>
        </Banner>
      )}
      {view.notices
        .filter(({ kind }) => i18n.exists(`notice.${kind}.title`))
        .map((notice) => (
          <Banner
            key={notice.id}
            tone="warning"
            title={t(`notice.${notice.kind}.title`, wordsOf(notice))}
            {...(notice.kind === 'orders_60_days'
              ? { action: { content: t('contacts.emptyImport'), url: '/app/settings/imports' } }
              : {})}
          >
            {t(`notice.${notice.kind}.text`, wordsOf(notice))}
          </Banner>
        ))}
    </>
  );
}
