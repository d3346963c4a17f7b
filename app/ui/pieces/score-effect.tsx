import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import type { PreviewState } from '../use-score-preview.ts';

/** How many contacts would cross a threshold, before anything is saved. */
export function ScoreEffect({ preview: { preview, busy } }: { preview: PreviewState }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('scoring.effect')}
        </Text>
        {preview === null ? (
          <Text as="p" tone="subdued">
            {busy ? t('editor.counting') : t('scoring.effectNone')}
          </Text>
        ) : (
          <>
            <div aria-live="polite" aria-busy={busy}>
              <table className="bars">
                <thead>
                  <tr>
                    <th scope="col">{t('scoring.threshold')}</th>
                    <th scope="col">{t('scoring.up')}</th>
                    <th scope="col">{t('scoring.down')}</th>
                  </tr>
                </thead>
                <tbody>
                  {preview.crossings.map(({ threshold, up, down }) => (
                    <tr key={threshold}>
                      <th scope="row">{t(`scoring.thresholds.${threshold}`)}</th>
                      <td>{format.number(up)}</td>
                      <td>{format.number(down)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <Text as="p" tone="subdued">
              {preview.sampled < preview.contacts
                ? t('scoring.projected', {
                    sampled: format.number(preview.sampled),
                    contacts: format.number(preview.contacts),
                  })
                : t('scoring.counted', { count: preview.contacts, number: format.number(preview.contacts) })}
            </Text>
          </>
        )}
      </BlockStack>
    </Card>
  );
}
