import { Badge, BlockStack, Button, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { ConsentLine, ContactConsentView } from '../../ui/views/consent-views.ts';
import { usePurposeWords } from './use-purpose-words.ts';

const SHOWN = 4;
/** in what shows a confirmation */
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

interface Props {
  log: ConsentLine[];
  topics: ContactConsentView['topics'];
  undo: (entry: string) => void;
  busy: boolean;
}

/** Everything that was said, latest first: by whom, when, and what shows it. Nothing in it is ever changed. */
export function ConsentLog({ log, topics, undo, busy }: Props) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  if (log.length === 0) {
    return (
      <Text as="p" tone="subdued">
        {t('contact.consentEmpty')}
      </Text>
    );
  }
  const shown = all ? log : log.slice(0, SHOWN);
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {t('consentCard.log')}
      </Text>
      <ol className="consent-log">
        {shown.map((line) => (
          <Line key={line.id} line={line} topics={topics} undo={() => undo(line.id)} busy={busy} />
        ))}
      </ol>
      {log.length > SHOWN && (
        <InlineStack>
          <Button variant="plain" onClick={() => setAll(!all)}>
            {t(all ? 'consentCard.less' : 'consentCard.all', { count: log.length })}
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}

function Line({ line, topics, undo, busy }: Omit<Props, 'log' | 'undo'> & { line: ConsentLine; undo: () => void }) {
  const { t } = useTranslation();
  const named = usePurposeWords(topics);
  const format = useFormat();
  const shown = (value: string) => (INSTANT.test(value) ? format.moment(Date.parse(value)) : value);
  const source = t(`consentSource.${line.source.split(':', 1)[0]}`, { defaultValue: line.source });
  return (
    <li>
      <InlineStack gap="200" blockAlign="center" align="space-between">
        <Text as="span">
          {line.source === 'undo' ? t('consentCard.takenBack') : t(`consent.${line.state}`)} ·{' '}
          {t(`channel.${line.channel}`)}
          {line.purpose !== 'marketing' && ` · ${named(line.purpose)}`}
        </Text>
        {line.undone && <Badge>{t('consentCard.isTakenBack')}</Badge>}
        {line.undoable && (
          <Button
            variant="plain"
            disabled={busy}
            onClick={undo}
            accessibilityLabel={t('consentCard.undo', { day: format.moment(line.at) })}
          >
            {t('word.undo')}
          </Button>
        )}
      </InlineStack>
      <Text as="p" tone="subdued" variant="bodySm">
        {format.moment(line.at)} · {source}
      </Text>
      {line.note !== null && <Text as="p">{line.note}</Text>}
      {line.text !== null && <blockquote>{line.text}</blockquote>}
      {line.proof.length > 0 && (
        <Text as="p" tone="subdued" variant="bodySm" breakWord>
          {line.proof
            .map(({ name, value }) => `${t(`consentProof.${name}`, { defaultValue: name })}: ${shown(value)}`)
            .join(' · ')}
        </Text>
      )}
    </li>
  );
}
