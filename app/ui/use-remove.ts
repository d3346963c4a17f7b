import { useSubmit } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { useTranslation } from 'react-i18next';

/**
 * Gone at once, and back with one press: undo rather than "are you sure?".
 * @param action takes it away when it is sent DELETE, and puts it back when it is sent PUT
 * @param says key of the words that tell
 */
export function useRemove(action: string, says: string): () => void {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const submit = useSubmit();
  return () => {
    submit(null, { method: 'delete', action });
    shopify.toast.show(t(says), {
      action: t('word.undo'),
      onAction: () => submit(null, { method: 'put', action }),
    });
  };
}
