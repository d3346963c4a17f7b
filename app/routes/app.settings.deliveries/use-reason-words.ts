import { useTranslation } from 'react-i18next';

/** A reason as it is kept: topic, place in the payload, what the reading of it said. */
const KEPT = /^(?:[a-z_]+\/[a-z_]+: )?(?:([\w.[\]]+): )?Invalid input: expected (\w+), received (\w+)$/;

/** What could not be read, in the merchant's language; reasons of other shapes as they are. */
export function useReasonWords(): (reason: string) => string {
  const { t } = useTranslation();
  return (reason) => {
    const [, field, , received] = KEPT.exec(reason) ?? [];
    if (!field) return reason;
    return t(received === 'undefined' || received === 'null' ? 'deliveries.fieldMissing' : 'deliveries.fieldWrong', {
      field,
    });
  };
}
