import { useFetcher } from '@remix-run/react';
import { Badge, BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { DomainCheck } from '../../ui/views/mail-sender-views.ts';
import { CopiedText } from '../../ui/pieces/copied-text.tsx';

const TONES = { good: 'success', missing: 'critical', wrong: 'critical', theirs: 'info', silent: 'attention' } as const;

/** Whether the domain says that these mails may come from it, and what to change where it does not. */
export function DomainCard({ id, unsaved }: { id: string; unsaved: boolean }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<{ checks: DomainCheck[] }>();
  const checks = fetcher.data?.checks;
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack gap="300" blockAlign="center">
          <Button
            loading={fetcher.state !== 'idle'}
            disabled={unsaved}
            onClick={() => fetcher.load(`/app/settings/mail/${id}/domain`)}
          >
            {t(checks ? 'mailSender.checkAgain' : 'mailSender.check')}
          </Button>
          {unsaved && (
            <Text as="p" tone="subdued">
              {t('mailSender.saveFirst')}
            </Text>
          )}
        </InlineStack>
        <div role="status">
          <BlockStack gap="400">
            {checks?.map((check) => (
              <Checked key={check.name} check={check} />
            ))}
          </BlockStack>
        </div>
      </BlockStack>
    </Card>
  );
}

function Checked({ check }: { check: DomainCheck }) {
  const { t } = useTranslation();
  const { name, state, found, wanted } = check;
  return (
    <BlockStack gap="200">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" variant="headingSm">
          {t(`mailSender.checks.${name}`)}
        </Text>
        <Badge tone={TONES[state]}>{t(`mailSender.checkState.${state}`)}</Badge>
      </InlineStack>
      <Text as="p" tone="subdued">
        {t(`mailSender.checkSays.${name}.${state}`, t(`mailSender.checkSays.any.${state}`))}
      </Text>
      {state === 'wrong' && found.length > 0 && (
        <Text as="p" breakWord>
          {t('mailSender.found', { words: found.join(' · ') })}
        </Text>
      )}
      {wanted && (
        <BlockStack gap="200">
          <CopiedText label={t('mailSender.recordHost', { type: wanted.type })} value={wanted.host} />
          <CopiedText label={t('mailSender.recordValue')} value={wanted.value} long={wanted.value.length > 60} />
        </BlockStack>
      )}
    </BlockStack>
  );
}
