import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, Card, InlineStack, Select, Text, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Stage, STAGES } from '../../understand/stages/rules.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { WaitingCard } from '../../ui/pieces/waiting-card.tsx';
import { StageTag } from '../../ui/pieces/tint-tag.tsx';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import type { ContactStage } from '../../ui/views/stage-views.ts';
import { WhyStage } from './why-stage.tsx';

/** Where somebody stands, how she came there, and a person's word against it. */
export function StageCard({ contact }: { contact: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { load, data } = useFetcher<ContactStage | null>();
  const writing = useFetcher<ActionAnswer>();
  const [open, setOpen] = useState(false);
  const address = `/app/contacts/${contact}/stage`;
  useToastOf(writing);
  // what was written is loaded again by itself
  useEffect(() => load(address), [load, address]);
  if (data === undefined) return <WaitingCard title={t('stages.one')} lines={5} />;
  if (data === null) return null;
  const say = (stage: Stage | null, note: string) => {
    writing.submit(JSON.stringify({ stage, note }), { method: 'post', action: address, encType: 'application/json' });
    setOpen(false);
  };
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingMd">
              {t('stages.one')}
            </Text>
            <StageTag stage={data.stage} />
          </InlineStack>
          <Text as="span" tone="subdued">
            {t(`stages.temperature.${data.temperature}`)}
          </Text>
        </InlineStack>
        {data.since !== null && (
          <Text as="p">{t('stages.since', { day: format.day(data.since), ago: format.ago(data.since) })}</Text>
        )}
        {data.by === 'hand' ? <Text as="p">{t('stages.byHand')}</Text> : <WhyStage stage={data} contact={contact} />}
        {data.history.length > 0 && (
          <ol className="stage-moves">
            {data.history.map((move) => (
              <li key={`${move.at}${move.to}`}>
                <Text as="span">
                  {t('stages.moved', {
                    day: format.day(move.at),
                    from: t(`stage.${move.from ?? 'visitor'}_one`),
                    to: t(`stage.${move.to}_one`),
                  })}
                </Text>{' '}
                <Text as="span" tone="subdued">
                  {move.by === 'hand' ? `${t('stages.saidByHand')} ${move.note}` : why(move)}
                </Text>
              </li>
            ))}
          </ol>
        )}
        {open ? (
          <ByHand stage={data.stage} say={say} leave={() => setOpen(false)} />
        ) : (
          <InlineStack gap="200">
            <Button onClick={() => setOpen(true)}>{t('stages.setByHand')}</Button>
            {data.by === 'hand' && <Button onClick={() => say(null, '')}>{t('stages.release')}</Button>}
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );

  function why({ held, to }: ContactStage['history'][number]): string {
    if (!held) return '';
    if (held.unqualified) return t('stages.because.unqualified');
    return to === 'mql' || to === 'sql' ? t(`stages.because.${to}`) : t('stages.because.back');
  }
}

function ByHand(props: { stage: Stage; say: (stage: Stage, note: string) => void; leave: () => void }) {
  const { t } = useTranslation();
  const [stage, setStage] = useState(props.stage);
  const [note, setNote] = useState('');
  return (
    <BlockStack gap="300">
      <Select
        label={t('stages.one')}
        value={stage}
        options={STAGES.map((each) => ({ label: t(`stage.${each}_one`), value: each }))}
        onChange={(value: Stage) => setStage(value)}
      />
      <TextField
        label={t('stages.note')}
        helpText={t('stages.noteHelp')}
        value={note}
        maxLength={500}
        multiline={2}
        autoComplete="off"
        onChange={setNote}
      />
      <InlineStack gap="200">
        <Button variant="primary" onClick={() => props.say(stage, note)}>
          {t('word.save')}
        </Button>
        <Button onClick={props.leave}>{t('word.discard')}</Button>
      </InlineStack>
    </BlockStack>
  );
}
