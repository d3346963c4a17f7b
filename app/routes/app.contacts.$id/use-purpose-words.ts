import { useTranslation } from 'react-i18next';
import type { ContactConsentView } from '../../ui/views/consent-views.ts';

/** What consent is for, as the shop calls it where it named a topic. */
export function usePurposeWords(topics: ContactConsentView['topics']): (purpose: string) => string {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'it' ? 'it' : 'en';
  return (purpose) => topics[purpose]?.[language] ?? t(`consentPurpose.${purpose}`, { defaultValue: purpose });
}
