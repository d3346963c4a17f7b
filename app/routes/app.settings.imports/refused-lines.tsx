import { useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Button, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { saveFile } from '../../ui/download.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import type { ImportRow, RefusedLine } from '../../ui/views/import-views.ts';

const SHOWN = 5;

/** The lines that were left out, with their reasons; all of them as a file. */
export function RefusedLines({ each }: { each: ImportRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const shopify = useAppBridge();
  const { refusedCount, unreadCount } = each;
  if (refusedCount + unreadCount === 0) return null;

  const reasonOf = ({ code, column, value }: RefusedLine) =>
    t(`imports.reason.${code}`, { column, value, defaultValue: value });
  const downloadAll = async () => {
    try {
      const answer = await fetch(`/app/settings/imports/${encodeURIComponent(each.id)}/refused`);
      if (!answer.ok) throw new Error(`the list answered ${answer.status}`);
      const lines = (await answer.json()) as RefusedLine[];
      const rows = lines.map((one) => `${one.line},${cell(reasonOf(one))}`);
      const heading = [t('imports.lineHeading'), t('imports.reasonHeading')].map(cell).join(',');
      saveFile(new Blob([`${[heading, ...rows].join('\n')}\n`], { type: 'text/csv' }), `${each.file}-refused.csv`);
    } catch {
      shopify.toast.show(t('imports.refusedFailed'), { isError: true });
    }
  };

  return (
    <BlockStack gap="200" inlineAlign="start">
      {refusedCount > 0 && (
        <Text as="p">{t('imports.refused', { count: refusedCount, number: format.number(refusedCount) })}</Text>
      )}
      {unreadCount > 0 && (
        <Text as="p">{t('imports.unread', { count: unreadCount, number: format.number(unreadCount) })}</Text>
      )}
      <ul className="refused">
        {each.refused.slice(0, SHOWN).map((one) => (
          <li key={one.line}>{t('imports.line', { line: format.number(one.line), reason: reasonOf(one) })}</li>
        ))}
      </ul>
      {refusedCount + unreadCount > SHOWN && (
        <Button variant="plain" onClick={downloadAll}>
          {t('imports.refusedAll')}
        </Button>
      )}
    </BlockStack>
  );
}

/** A spreadsheet must not take a value of the file for a formula. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
