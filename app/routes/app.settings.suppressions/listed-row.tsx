import type { useFetcher } from '@remix-run/react';
import { BlockStack, Button, InlineStack, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { ListedLine } from '../../ui/views/suppression-views.ts';
import type { SuppressionAnswer } from './answer.ts';

interface Props {
  row: ListedLine;
  fetcher: ReturnType<typeof useFetcher<SuppressionAnswer>>;
  remove: (body: object) => void;
}

/** One address on the list, with why and since when; taking it off asks for a reason. */
export function ListedRow({ row, fetcher, remove }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState('');
  const [sent, setSent] = useState(false);
  const name = row.address ?? t('suppressions.fingerprint');
  const error = sent && fetcher.state === 'idle' ? fetcher.data?.errors?.['note'] : undefined;
  return (
    <li>
      <div className="narrow-line">
        <span className={row.address ? 'break-anywhere row-name' : 'row-quiet'}>{name}</span>
        <span className="row-quiet">{format.day(row.at)}</span>
      </div>
      <div className="narrow-line">
        <span className="break-anywhere suppression-kind">
          {t(`suppressions.kind.${row.kind}`)}
          {row.file && ` (${row.file})`}
          {row.note && `: ${row.note}`}
        </span>
        {row.removable && !open && (
          <Button
            variant="plain"
            onClick={() => setOpen(true)}
            accessibilityLabel={t('suppressions.takeOffOf', { address: name })}
          >
            {t('suppressions.takeOff')}
          </Button>
        )}
      </div>
      {open && (
        <BlockStack gap="200">
          <TextField
            label={t('suppressions.takeOffWhy')}
            helpText={t('suppressions.takeOffHelp')}
            value={note}
            onChange={setNote}
            maxLength={500}
            autoComplete="off"
            {...(error && { error: t(error) })}
          />
          <InlineStack gap="200">
            <Button
              loading={fetcher.state !== 'idle'}
              onClick={() => {
                setSent(true);
                remove({ intent: 'remove', id: row.id, note });
              }}
            >
              {t('suppressions.takeOff')}
            </Button>
            <Button variant="plain" onClick={() => setOpen(false)}>
              {t('word.discard')}
            </Button>
          </InlineStack>
        </BlockStack>
      )}
    </li>
  );
}
