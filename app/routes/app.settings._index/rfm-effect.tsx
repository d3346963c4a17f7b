import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../shop/settings/settings.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { GroupTag } from '../../ui/pieces/tint-tag.tsx';
import type { action } from '../app.settings_.rfm-effect/route.tsx';

/** Before they are saved: how many customers the cut-points would put into each group. */
export function RfmEffect({ rfm }: { rfm: Settings['rfm'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const fetcher = useFetcher<typeof action>();
  const asked = JSON.stringify({ rfm });
  const answer = fetcher.data;
  const look = () =>
    fetcher.submit(asked, { method: 'post', encType: 'application/json', action: '/app/settings/rfm-effect' });
  return (
    <BlockStack gap="300">
      <InlineStack gap="200" blockAlign="center">
        <Button onClick={look} loading={fetcher.state !== 'idle'}>
          {t('settings.effect')}
        </Button>
      </InlineStack>
      <div role="status">
        {answer && !answer.ok && (
          <Text as="p" tone="critical">
            {t('errors.rfm')}
          </Text>
        )}
        {answer?.ok && !answer.effect && (
          <Text as="p" tone="subdued">
            {t('settings.effectNobody')}
          </Text>
        )}
        {answer?.ok && answer.effect && (
          <table className="moves">
            <thead>
              <tr>
                <th scope="col">{t('groups.group')}</th>
                <th scope="col">{t('settings.effectNow')}</th>
                <th scope="col">{t('settings.effectThen')}</th>
              </tr>
            </thead>
            <tbody>
              {answer.effect.groups.map(({ group, now, after }) => (
                <tr key={group}>
                  <td>
                    <GroupTag group={group} />
                  </td>
                  <td>{format.number(now)}</td>
                  <td>
                    {format.number(after)}
                    {after !== now && <span className="row-quiet"> ({format.change(after - now)})</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </BlockStack>
  );
}
