import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';

/** Why some do not get it, and how many for each reason, the most first. */
export function LeftOutList({ rows }: { rows: readonly { reason: string; count: number }[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const sorted = rows.toSorted((one, other) => other.count - one.count);
  return (
    <dl className="left-out">
      {sorted.map(({ reason, count }) => (
        <div key={reason}>
          <dt>{t([`campaigns.why.${reason}`, 'campaigns.why.other'])}</dt>
          <dd>{format.number(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
