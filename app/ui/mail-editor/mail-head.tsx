import { FormLayout } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { LiquidTextField } from './liquid-text-field.tsx';
import type { MailDraft } from './use-mail-draft.ts';

/** What most mail programs show on a phone. */
const SHOWN_SUBJECT = 45;
const SHOWN_PREHEADER = 90;

/** What stands in the inbox before the mail is opened. */
export function MailHead({ draft }: { draft: MailDraft }) {
  const { document, edit } = draft;
  const { t } = useTranslation();
  const length = (text: string, shown: number) => {
    // Liquid is longer than what it becomes
    const count = [...text.replaceAll(/\{\{.*?\}\}/g, 'Name')].length;
    return t(count > shown ? 'mailEditor.tooLong' : 'mailEditor.length', { count, shown });
  };
  return (
    <FormLayout>
      <LiquidTextField
        label={t('mailEditor.subject')}
        helpText={length(document.subject, SHOWN_SUBJECT)}
        maxLength={500}
        value={document.subject}
        change={(subject) => edit({ do: 'head', part: { subject }, key: 'subject' })}
      />
      <LiquidTextField
        label={t('mailEditor.preheader')}
        helpText={`${t('mailEditor.preheaderHelp')} ${length(document.preheader, SHOWN_PREHEADER)}`}
        maxLength={500}
        value={document.preheader}
        change={(preheader) => edit({ do: 'head', part: { preheader }, key: 'preheader' })}
      />
    </FormLayout>
  );
}
