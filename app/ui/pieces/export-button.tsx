import { useAppBridge } from '@shopify/app-bridge-react';
import { Button } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../download.ts';

/** Everyone, with RFM and score, as the file that the export command writes. */
export function ExportButton() {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      await download('/app/contacts/export', 'contacts.csv');
    } catch {
      shopify.toast.show(t('contacts.exportFailed'), { isError: true });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button loading={busy} onClick={run}>
      {t('contacts.export')}
    </Button>
  );
}
