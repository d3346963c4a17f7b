import { useFetcher } from '@remix-run/react';
import { BlockStack, Modal, Select, Text, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import type { loader } from '../app.segments.statics/route.tsx';

const ADDRESS = '/app/segments/statics';
const NEW = '';

/** Which static segment those who are ticked are put into; or a new one. */
export function SegmentModal({ contacts, close }: { contacts: readonly string[]; close: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { load, data } = useFetcher<typeof loader>();
  const fetcher = useFetcher<ActionAnswer>();
  const [segment, setSegment] = useState(NEW);
  const [name, setName] = useState('');
  useToastOf(fetcher);
  useEffect(() => load(ADDRESS), [load]);
  const isDone = fetcher.state === 'idle' && fetcher.data?.ok === true;
  useEffect(() => {
    if (isDone) close();
  }, [isDone, close]);
  const lacks = segment === NEW && name.trim() === '';
  const put = () => {
    if (lacks) return;
    fetcher.submit(JSON.stringify({ segment: segment === NEW ? null : segment, name, contacts }), {
      method: 'post',
      encType: 'application/json',
      action: ADDRESS,
    });
  };
  return (
    <Modal
      open
      onClose={close}
      title={t('segments.people.ticked')}
      primaryAction={{
        content: t('segments.people.putIn'),
        onAction: put,
        disabled: lacks,
        loading: fetcher.state !== 'idle',
      }}
      secondaryActions={[{ content: t('word.discard'), onAction: close }]}
    >
      <Modal.Section>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            put();
          }}
        >
          <BlockStack gap="300">
            <Text as="p">
              {t('segments.people.tickedText', { count: contacts.length, number: format.number(contacts.length) })}
            </Text>
            <Select
              label={t('segments.ofContact.putInto')}
              value={segment}
              options={[
                { label: t('segments.people.fresh'), value: NEW },
                ...(data?.segments ?? []).map(({ id, name: label }) => ({ label, value: id })),
              ]}
              onChange={setSegment}
            />
            {segment === NEW && (
              <TextField label={t('segments.name')} autoComplete="off" maxLength={80} value={name} onChange={setName} />
            )}
          </BlockStack>
        </form>
      </Modal.Section>
    </Modal>
  );
}
