import { useFetcher } from '@remix-run/react';
import { Badge, BlockStack, Button, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { HeardLine } from '../../ui/views/contact-views.ts';

const TONES: Readonly<Record<string, 'success' | 'attention'>> = { human: 'success', unsure: 'attention' };

/** Each opening and click of one message: a person's, a program's, or not sure, and why. Asked for when it is opened. */
export function Heard({ contact, message, subject }: { contact: string; message: string; subject: string }) {
  const { t } = useTranslation();
  const { load, data, state } = useFetcher<HeardLine[]>();
  const [open, setOpen] = useState(false);
  const id = `heard-${message}`;
  const words = t(open ? 'heard.hide' : 'heard.show');
  const toggle = () => {
    if (!open) load(`/app/contacts/${contact}/heard?message=${encodeURIComponent(message)}`);
    setOpen(!open);
  };
  return (
    <BlockStack gap="200">
      <InlineStack>
        <Button
          variant="plain"
          onClick={toggle}
          ariaExpanded={open}
          ariaControls={id}
          accessibilityLabel={`${words}: ${subject}`}
        >
          {words}
        </Button>
      </InlineStack>
      <div id={id} role="status">
        {open && !data && state !== 'idle' && <Text as="p">{t('word.loading')}</Text>}
        {open && data?.length === 0 && (
          <Text as="p" tone="subdued">
            {t('heard.nothing')}
          </Text>
        )}
        {open && data && data.length > 0 && (
          <ol className="consent-log">
            {data.map((line) => (
              <Line key={line.id} line={line} />
            ))}
          </ol>
        )}
      </div>
    </BlockStack>
  );
}

function Line({ line }: { line: HeardLine }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const language = i18n.language === 'it' ? 'it' : 'en';
  const tone = TONES[line.verdict];
  const from = [t(`heard.agent.${line.agent}`), line.device && t(`heard.device.${line.device}`)].filter(Boolean);
  return (
    <li>
      <InlineStack gap="200" blockAlign="center" align="space-between">
        <Text as="span">{t(`heard.kind.${line.kind}`, { number: (line.link ?? 0) + 1 })}</Text>
        <Badge {...(tone ? { tone } : {})}>{t(`heard.verdict.${line.verdict}`)}</Badge>
      </InlineStack>
      <Text as="p" tone="subdued" variant="bodySm">
        {format.moment(line.at)} · {from.join(', ')}
      </Text>
      <Text as="p" variant="bodySm">
        {line.why ? line.why[language] : t('heard.waiting')}
      </Text>
    </li>
  );
}
