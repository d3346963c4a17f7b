import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';

/** Noon of a day of the shop's calendar, for whatever shows days by their instant. @param day YYYY-MM-DD */
export const noonOf = (day: string) => Date.parse(`${day}T12:00Z`);

interface Props<Day> {
  days: readonly Day[];
  columns: readonly { title: string; show: (day: Day) => string }[];
}

/** The numbers of a chart by day as a table, the newest first, for whoever reads rather than looks. */
export function DayTable<Day extends { day: string }>({ days, columns }: Props<Day>) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <details className="table-twin">
      <summary>{t('rfm.history.asTable')}</summary>
      {/* who has no mouse scrolls it with the keyboard */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable (WCAG 2.1.1) */}
      <div className="table-twin-scroll" role="region" aria-label={t('rfm.history.asTable')} tabIndex={0}>
        <table className="report-table">
          <thead>
            <tr>
              <th scope="col">{t('report.day')}</th>
              {columns.map(({ title }) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map((day) => (
              <tr key={day.day}>
                <th scope="row">{format.day(noonOf(day.day))}</th>
                {columns.map(({ title, show }) => (
                  <td key={title}>{show(day)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
