import { useRevalidator } from '@remix-run/react';
import { BlockStack, Card, ProgressBar, Text } from '@shopify/polaris';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';

const ASK_EVERY_MS = 2000;

/** Scores are being counted anew; the page may be left and found again. */
export function Rescoring(props: { done: number; total: number | null; remaining: number | null }) {
  const { done, total, remaining } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const { revalidate } = useRevalidator();
  useEffect(() => {
    const timer = setInterval(revalidate, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [revalidate]);
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="p" id="rescoring">
          {t('scoring.rescoring', { done: format.number(done), total: format.number(total ?? done) })}
          {remaining !== null && ` ${t('scoring.remaining', { count: Math.max(1, Math.ceil(remaining / 60_000)) })}`}
        </Text>
        {total !== null && total > 0 && (
          <ProgressBar size="small" progress={Math.min(100, (done / total) * 100)} ariaLabelledBy="rescoring" />
        )}
      </BlockStack>
    </Card>
  );
}
