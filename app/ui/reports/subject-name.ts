import { useTranslation } from 'react-i18next';

/** Our own journeys, templates and channels have words; what a merchant made has a name; what is gone has neither. */
export function useSubjectName() {
  const { t } = useTranslation();
  return (kind: string, id: string, name: string | null): string =>
    name ?? t(`report.own.${kind}.${id}`, { defaultValue: t(`report.gone.${kind}`) });
}
