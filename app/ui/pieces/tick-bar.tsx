import { ActionList, Button, Checkbox, IndexTableSelectionType, Popover, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import type { Ticks } from './ticks.ts';

/** Above the rows on a phone: ticks the page, and does something with whoever is ticked. It stays in sight. */
export function TickBar({ count, ticks }: { count: number; ticks: Ticks }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const { selected, everything, change, actions, beyond } = ticks;
  const all = everything || selected.length === count;
  const label = everything
    ? (beyond?.selected ?? t('ticks.everything'))
    : selected.length === 0
      ? t('ticks.page')
      : t('ticks.some', { count: selected.length, number: format.number(selected.length) });
  return (
    <div className="tick-bar">
      <div className="narrow-line">
        <span className="tick-box">
          <Checkbox
            label={label}
            checked={selected.length === 0 ? false : all || 'indeterminate'}
            onChange={() => change(IndexTableSelectionType.Page, !all)}
          />
        </span>
        {selected.length > 0 && (
          <Popover
            active={open}
            onClose={() => setOpen(false)}
            activator={
              <Button size="slim" disclosure onClick={() => setOpen(!open)}>
                {t('ticks.do')}
              </Button>
            }
          >
            <ActionList items={[...actions]} onActionAnyItem={() => setOpen(false)} />
          </Popover>
        )}
      </div>
      {all && !everything && beyond && (
        <Button variant="plain" onClick={() => change(IndexTableSelectionType.All, true)}>
          {beyond.select}
        </Button>
      )}
      <div role="status">
        {selected.length > 0 && (
          <Text as="span" visuallyHidden>
            {label}
          </Text>
        )}
      </div>
    </div>
  );
}
