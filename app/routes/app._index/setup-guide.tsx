import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, Card, Icon, InlineStack, ProgressBar, Text } from '@shopify/polaris';
import { CheckCircleIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';
import type { HomeView } from '../../ui/views/home-views.ts';

type Step = { key: 'embed' | 'pixel' | 'sender' | 'recovery' | 'ownMail'; done: boolean; url?: string; out?: boolean };

/** Until everything is done, or the merchant has seen enough of it. */
export function SetupGuide({ setup }: { setup: HomeView['setup'] }) {
  const { t } = useTranslation();
  const fetcher = useFetcher();
  const steps: Step[] = [
    { key: 'embed', done: setup.embedOn === true, url: setup.embedUrl, out: true },
    { key: 'pixel', done: setup.pixelConnected },
    { key: 'sender', done: setup.senderSet, url: '/app/settings' },
    { key: 'recovery', done: setup.recoveryOn, url: '/app/journeys/recovery' },
    { key: 'ownMail', done: setup.ownMailOff || fetcher.formData?.get('mark') === 'ownMailOff' },
  ];
  const done = steps.filter((step) => step.done).length;
  if (setup.dismissed || fetcher.formData?.get('mark') === 'dismissed') return null;

  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {t(done === steps.length ? 'setup.allDone' : 'setup.title')}
          </Text>
          <Text as="p" tone="subdued">
            {t('setup.progress', { done, all: steps.length })}
          </Text>
          <ProgressBar progress={(done / steps.length) * 100} size="small" tone="success" ariaLabelledBy="" />
        </BlockStack>
        <BlockStack gap="300" as="ul">
          {steps.map((step) => (
            <InlineStack as="li" key={step.key} gap="200" wrap={false} blockAlign="start">
              <span>
                {step.done ? (
                  <Icon source={CheckCircleIcon} tone="success" accessibilityLabel={t('setup.stepDone')} />
                ) : (
                  <OpenCircle says={t('setup.stepOpen')} />
                )}
              </span>
              <BlockStack gap="100">
                <Text as="p" fontWeight={step.done ? 'regular' : 'semibold'} tone={step.done ? 'subdued' : undefined}>
                  {t(`setup.${step.key}.${step.done ? 'done' : 'todo'}`)}
                </Text>
                {!step.done && (
                  <Text as="p" tone="subdued">
                    {t(
                      step.key === 'embed' && setup.embedOn === null ? 'setup.embed.unknown' : `setup.${step.key}.why`,
                    )}
                  </Text>
                )}
                {!step.done && <StepButton step={step} mark={(mark) => submitMark(fetcher, mark)} />}
              </BlockStack>
            </InlineStack>
          ))}
        </BlockStack>
        {done === steps.length && (
          <InlineStack>
            <Button onClick={() => submitMark(fetcher, 'dismissed')}>{t('setup.dismiss')}</Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}

function StepButton({ step, mark }: { step: Step; mark: (mark: 'ownMailOff') => void }) {
  const { t } = useTranslation();
  const label = t(`setup.${step.key}.button`, { defaultValue: '' });
  if (step.key === 'ownMail') {
    return (
      <InlineStack gap="200" blockAlign="center">
        <Button size="slim" url="shopify://admin/marketing/automations" target="_top">
          {label}
        </Button>
        <Button size="slim" variant="plain" onClick={() => mark('ownMailOff')}>
          {t('setup.ownMail.mark')}
        </Button>
      </InlineStack>
    );
  }
  if (!step.url) return null;
  return (
    <InlineStack>
      <Button size="slim" url={step.url} {...(step.out ? { target: '_top' as const } : {})}>
        {label}
      </Button>
    </InlineStack>
  );
}

function submitMark(fetcher: ReturnType<typeof useFetcher>, mark: 'ownMailOff' | 'dismissed') {
  fetcher.submit({ mark, value: 'true' }, { method: 'post' });
}

function OpenCircle({ says }: { says: string }) {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" role="img" aria-label={says}>
      <circle cx="10" cy="10" r="6.25" fill="none" stroke="#8a8a8a" strokeWidth="1.5" strokeDasharray="2.4 2.5" />
    </svg>
  );
}
