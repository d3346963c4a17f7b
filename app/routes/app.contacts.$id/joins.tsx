import { useFetcher, useNavigate } from '@remix-run/react';
import { BlockStack, Button, InlineStack, Text, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { useToastOf } from '../../ui/use-toast-of.ts';
import type { MergeLine } from '../../ui/views/profile-views.ts';
import type { JoinAnswer } from '../app.contacts.$id_.joins/route.tsx';

/** Who was joined to this contact, with a way back; and a way to join another by its address. */
export function Joins({ contact, merges, known }: { contact: string; merges: MergeLine[]; known: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const fetcher = useFetcher<JoinAnswer>();
  const navigate = useNavigate();
  useToastOf(fetcher);
  const [address, setAddress] = useState<string | null>(null);
  const next = fetcher.state === 'idle' ? fetcher.data?.contact : undefined;
  useEffect(() => {
    if (next !== undefined && next !== contact) void navigate(`/app/contacts/${next}`, { replace: true });
  }, [next, contact, navigate]);
  const send = (body: object) =>
    fetcher.submit(JSON.stringify(body), {
      method: 'post',
      encType: 'application/json',
      action: `/app/contacts/${contact}/joins`,
    });
  // the form closes when what it holds is done
  const isOpen = address !== null && fetcher.data?.joined !== address;
  const isBusy = fetcher.state !== 'idle';
  const error = fetcher.data?.errors?.['join'];
  if (!known) return null;
  return (
    <BlockStack gap="200">
      {merges.map((merge) => (
        <InlineStack key={merge.id} align="space-between" blockAlign="center" gap="200">
          <Text as="p" variant="bodySm" breakWord>
            {t(`joins.by_${merge.reason}`, { who: merge.handles.join(', '), day: format.day(merge.at) })}
            {merge.undoneAt !== null && ` ${t('joins.undone', { day: format.day(merge.undoneAt) })}`}
          </Text>
          {merge.undoneAt === null && (
            <Button
              variant="plain"
              disabled={isBusy}
              onClick={() => send({ apart: merge.id })}
              accessibilityLabel={t('joins.apartOf', { who: merge.handles.join(', ') })}
            >
              {t('joins.apart')}
            </Button>
          )}
        </InlineStack>
      ))}
      {!isOpen ? (
        <InlineStack>
          <Button variant="plain" onClick={() => setAddress('')}>
            {t('joins.join')}
          </Button>
        </InlineStack>
      ) : (
        <BlockStack gap="200">
          <TextField
            label={t('joins.address')}
            type="email"
            value={address}
            onChange={setAddress}
            autoComplete="off"
            helpText={t('joins.help')}
            {...(error && { error: t(error) })}
          />
          <InlineStack gap="200">
            <Button onClick={() => send({ join: address })} loading={isBusy} disabled={address.trim() === ''}>
              {t('joins.do')}
            </Button>
            <Button variant="plain" onClick={() => setAddress(null)}>
              {t('word.discard')}
            </Button>
          </InlineStack>
        </BlockStack>
      )}
    </BlockStack>
  );
}
