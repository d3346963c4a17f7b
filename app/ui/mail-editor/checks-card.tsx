import { BlockStack, Button, Card, Icon, InlineStack, Text } from '@shopify/polaris';
import { AlertCircleIcon, AlertTriangleIcon, CheckCircleIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';
import { useWords } from '../i18n/use-words.ts';
import type { MailFault } from '../views/template-views.ts';

/** What is wrong with the mail, and where: a press goes to the block. */
export function ChecksCard({ faults, show }: { faults: readonly MailFault[] | null; show: (block: string) => void }) {
  const { t } = useTranslation();
  const say = useWords();
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('mailEditor.checks')}
        </Text>
        {faults?.length === 0 && (
          <InlineStack gap="200" wrap={false}>
            <span>
              <Icon source={CheckCircleIcon} tone="success" />
            </span>
            <Text as="p">{t('mailEditor.allWell')}</Text>
          </InlineStack>
        )}
        <ul className="mail-checks">
          {(faults ?? []).map(({ severity, block, says }, index) => (
            // the same may be wrong twice
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index}>
              <span>
                <Icon
                  source={severity === 'error' ? AlertCircleIcon : AlertTriangleIcon}
                  tone={severity === 'error' ? 'critical' : 'caution'}
                  accessibilityLabel={t(`mailEditor.severity.${severity}`)}
                />
              </span>
              <span className="mail-check-words">{say(says)}</span>
              {block !== null && (
                <Button
                  variant="plain"
                  accessibilityLabel={`${t('mailEditor.goTo')}: ${say(says)}`}
                  onClick={() => show(block)}
                >
                  {t('mailEditor.goTo')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </BlockStack>
    </Card>
  );
}
