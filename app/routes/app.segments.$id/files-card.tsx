import { useFetcher } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Button, Card, InlineStack, List, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../../ui/download.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { SEGMENT_FILES, type SegmentFile, type SegmentView } from '../../ui/views/segment-views.ts';
import type { loader } from '../app.segments.$id_.audience/route.tsx';

/** The members as a file, and as audiences for advertising: who would be left out is told before. */
export function FilesCard({ view }: { view: SegmentView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const shopify = useAppBridge();
  const counted = useFetcher<typeof loader>();
  const [busy, setBusy] = useState<SegmentFile | null>(null);
  const take = async (file: SegmentFile) => {
    setBusy(file);
    try {
      await download(`/app/segments/${view.id}/file?format=${file}`, `segment-${file}.csv`);
    } catch {
      shopify.toast.show(t('segments.files.failed'), { isError: true });
    } finally {
      setBusy(null);
    }
  };
  const audience = counted.data;
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('segments.files.title')}
        </Text>
        <Text as="p" tone="subdued">
          {t('segments.files.text')}
        </Text>
        <InlineStack gap="200">
          {SEGMENT_FILES.map((file) => (
            <Button key={file} loading={busy === file} disabled={busy !== null} onClick={() => void take(file)}>
              {t(`segments.files.${file}`)}
            </Button>
          ))}
        </InlineStack>
        <div role="status">
          {audience && (
            <BlockStack gap="100">
              <Text as="p">
                {t('segments.files.inFile', {
                  inFile: format.number(audience.inFile),
                  members: format.number(audience.members),
                })}
              </Text>
              <List>
                {Object.entries(audience.leftOut)
                  .filter(([, count]) => count > 0)
                  .map(([why, count]) => (
                    <List.Item key={why}>
                      {t(`segments.files.leftOut.${why}`, { number: format.number(count) })}
                    </List.Item>
                  ))}
              </List>
            </BlockStack>
          )}
        </div>
        {!audience && (
          <InlineStack>
            <Button
              variant="plain"
              loading={counted.state !== 'idle'}
              onClick={() => counted.load(`/app/segments/${view.id}/audience`)}
            >
              {t('segments.files.count')}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}
