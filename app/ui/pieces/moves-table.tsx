import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import type { RfmView } from '../views/rfm-views.ts';
import { GroupTag } from './tint-tag.tsx';

type Move = RfmView['moves'][number];

/** From which group to which, and how many contacts: a link to them where there is a list of them. */
export function MovesTable({ moves, linked }: { moves: readonly Move[]; linked?: (move: Move) => string }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <table className="moves">
      <thead>
        <tr>
          <th scope="col">{t('rfm.from')}</th>
          <th scope="col">{t('rfm.to')}</th>
          <th scope="col">{t('mill.contacts')}</th>
        </tr>
      </thead>
      <tbody>
        {moves.map((move) => (
          <tr key={`${move.from} ${move.to}`}>
            <td>
              <GroupTag group={move.from} />
            </td>
            <td>
              <span aria-hidden="true">→ </span>
              <GroupTag group={move.to} />
            </td>
            <td>
              {linked ? <Link to={linked(move)}>{format.number(move.contacts)}</Link> : format.number(move.contacts)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
