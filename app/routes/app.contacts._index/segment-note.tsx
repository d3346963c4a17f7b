import { useFetcher, useSearchParams } from '@remix-run/react';
import { Banner } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';

const SEGMENT = /^gid:\/\/shopify\/Segment\/(\d+)$/;

/** Whoever comes from a customer segment in Shopify is told plainly that this list is not it, and can have it read. */
export function SegmentNote() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const fetcher = useFetcher<ActionAnswer>();
  useToastOf(fetcher);
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
        content: t('contacts.segment.read'),
        loading: fetcher.state !== 'idle',
        onAction: () =>
          fetcher.submit(JSON.stringify({ take: segment }), {
            method: 'post',
            encType: 'application/json',
            action: '/app/segments/shopify',
          }),
      }}
      secondaryAction={{
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
