import { Button, ButtonGroup } from '@shopify/polaris';
import { ArrowDownIcon, ArrowUpIcon } from '@shopify/polaris-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  id: string;
  name: string;
  /** among all that are tried, from 0 */
  place: number;
  count: number;
  move: (id: string, by: -1 | 1) => void;
  children: ReactNode;
}

/** One of several that are tried in an order, with what moves it up and down. Its parent is `ol.version-list`. */
export function RankedLine({ id, name, place, count, move, children }: Props) {
  const { t } = useTranslation();
  return (
    <li className="version">
      {children}
      <ButtonGroup noWrap>
        <Button
          icon={ArrowUpIcon}
          variant="tertiary"
          disabled={place === 0}
          onClick={() => move(id, -1)}
          accessibilityLabel={t('word.moveUp', { name })}
        />
        <Button
          icon={ArrowDownIcon}
          variant="tertiary"
          disabled={place === count - 1}
          onClick={() => move(id, 1)}
          accessibilityLabel={t('word.moveDown', { name })}
        />
      </ButtonGroup>
    </li>
  );
}
