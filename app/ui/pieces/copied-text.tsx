import { useAppBridge } from '@shopify/app-bridge-react';
import { TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';

/** A text to be pasted somewhere else, with the button that takes it along. */
export function CopiedText({ label, value, long }: { label: string; value: string; long?: boolean }) {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      shopify.toast.show(t('mailSender.copied'));
    } catch {
      shopify.toast.show(t('mailSender.notCopied'), { isError: true });
    }
  };
  return (
    <TextField
      label={label}
      value={value}
      readOnly
      autoComplete="off"
      selectTextOnFocus
      onChange={() => undefined}
      {...(long ? { multiline: 4 } : {})}
      labelAction={{ content: t('mailSender.copy'), onAction: () => void copy() }}
    />
  );
}
