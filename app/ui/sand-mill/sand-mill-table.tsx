import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { PLAIN_TINT, STAGE_TINTS } from '../meaning-colours.ts';
import { MILL_PARTS, type HomeView } from '../views/home-views.ts';
import { flowInto, partAddress, partOf } from './mill-words.ts';

/** The picture as a table: for screen readers and keyboards always, for everyone on a small screen. */
export function SandMillTable({ mill }: { mill: HomeView['mill'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <table className="mill-table">
      <caption>{t('mill.caption', { count: mill.days })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('mill.part')}</th>
          <th scope="col">{t('mill.contacts')}</th>
          <th scope="col">{t('mill.arrived')}</th>
          <th scope="col">{t('mill.change')}</th>
        </tr>
      </thead>
      <tbody>
        {MILL_PARTS.map((part) => {
          const { count, change } = partOf(mill, part);
          const into = flowInto(mill, part);
          const address = partAddress(part);
          const name = t(`stage.${part}_other`);
          return (
            <tr key={part}>
              <th scope="row">
                <span className="swatch" style={{ background: (STAGE_TINTS[part] ?? PLAIN_TINT).fill }} />
                {address && count !== null ? (
                  <Link to={address} data-part={part}>
                    {name}
                  </Link>
                ) : (
                  name
                )}
              </th>
              {count === null ? (
                <td colSpan={3} className="mill-table-unmeasured">
                  {t('mill.unmeasured')}
                </td>
              ) : (
                <>
                  <td>{format.number(count)}</td>
                  <td>{into === null ? '–' : format.number(into)}</td>
                  <td>{change === null ? '–' : format.change(change)}</td>
                </>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
