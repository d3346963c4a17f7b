import { useFetcher } from '@remix-run/react';
import { Badge, BlockStack, Button, Card, InlineStack, Text, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { WaitingCard } from '../../ui/pieces/waiting-card.tsx';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import type { AutomatedView } from '../../ui/views/automated-views.ts';

/** Whether automated decisions are accepted, what it means when they are not, and who said so. */
export function AutomatedCard({ contact }: { contact: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { load, data } = useFetcher<AutomatedView>();
  const saying = useFetcher<ActionAnswer>();
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState('');
  const address = `/app/contacts/${contact}/automated`;
  useToastOf(saying);
  // what was said is loaded again by itself
  useEffect(() => load(address), [load, address]);
  if (!data) return <WaitingCard title={t('automated.title')} lines={4} />;
  const say = () => {
    const told = { accepts: !data.accepts, note };
    saying.submit(JSON.stringify(told), { method: 'post', action: address, encType: 'application/json' });
    setOpen(false);
    setNote('');
  };
  const change = t(data.accepts ? 'automated.refuse' : 'automated.accept');
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t('automated.title')}
          </Text>
          <Badge {...(data.accepts ? {} : { tone: 'attention' as const })}>
            {t(data.accepts ? 'automated.yes' : 'automated.no')}
          </Badge>
        </InlineStack>
        <Text as="p" {...(data.accepts ? { tone: 'subdued' as const } : {})}>
          {t(data.known ? (data.accepts ? 'automated.yesText' : 'automated.noText') : 'automated.unknown')}
        </Text>
        {data.said.length > 0 && (
          <dl className="facts">
            {data.said.map((one) => (
              <div key={one.id} className="facts-pair">
                <dt>{format.day(one.at)}</dt>
                <dd>
                  {t(`automated.said.${one.accepts ? 'yes' : 'no'}`)} (
                  {t(`consentSource.${one.source}`, { defaultValue: one.source })}){one.note && `: ${one.note}`}
                </dd>
              </div>
            ))}
          </dl>
        )}
        {data.known && !open && (
          <InlineStack>
            <Button onClick={() => setOpen(true)} loading={saying.state !== 'idle'}>
              {change}
            </Button>
          </InlineStack>
        )}
        {open && (
          <BlockStack gap="200">
            <TextField
              label={t('automated.note')}
              helpText={t('automated.noteHelp')}
              value={note}
              onChange={setNote}
              maxLength={500}
              multiline={2}
              autoComplete="off"
            />
            <InlineStack gap="200">
              <Button variant="primary" onClick={say}>
                {change}
              </Button>
              <Button onClick={() => setOpen(false)}>{t('word.discard')}</Button>
            </InlineStack>
          </BlockStack>
        )}
      </BlockStack>
    </Card>
  );
}
