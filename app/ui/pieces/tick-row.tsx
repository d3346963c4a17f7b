import { Checkbox, IndexTable, IndexTableSelectionType } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTicks } from './ticks.ts';

interface Props {
  id: string;
  index: number;
  /** what the row is about, for whoever does not see it beside its box */
  name: string;
  children: ReactNode;
}

/** A row of a `TickTable` on a phone: its box, and beside it what the table's columns say elsewhere. */
export function TickRow({ id, index, name, children }: Props) {
  const { t } = useTranslation();
  const { selected, change } = useTicks();
  const ticked = selected.includes(id);
  return (
    <IndexTable.Row id={id} position={index} selected={ticked}>
      <div className="narrow-row tick-row">
        {/* the row itself is opened by a touch, its box is not */}
        <span className="tick-box" role="presentation" onClick={(event) => event.stopPropagation()}>
          <Checkbox
            label={t('ticks.one', { name })}
            labelHidden
            checked={ticked}
            onChange={(on) => change(IndexTableSelectionType.Single, on, id, index)}
          />
        </span>
        <div>{children}</div>
      </div>
    </IndexTable.Row>
  );
}
