import { useSearchParams } from '@remix-run/react';
import { Banner } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';

const SEGMENT = /^gid:\/\/shopify\/Segment\/(\d+)$/;

/** Whoever comes from a customer segment in Shopify is told plainly that this list is not it, and what helps instead. */
export function SegmentNote() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const [, segment] = SEGMENT.exec(params.get('segment') ?? '') ?? [];
  if (!segment) return null;
  const dismiss = () =>
    setParams((before) => {
      before.delete('segment');
      return before;
    });
  return (
    <Banner
      tone="info"
      title={t('contacts.segment.title')}
      action={{
        content: t('contacts.segment.open'),
        url: `shopify://admin/customers/segments/${segment}`,
        target: '_top',
      }}
      onDismiss={dismiss}
    >
      <p>{t('contacts.segment.text')}</p>
    </Banner>
  );
}
