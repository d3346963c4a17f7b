import { Link } from '@remix-run/react';
import { BlockStack, Button, Popover, TextField } from '@shopify/polaris';
import { CalendarIcon } from '@shopify/polaris-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { CampaignState } from '../../ui/pieces/campaign-state.tsx';
import { NetworkBadge } from '../../ui/pieces/network-badge.tsx';
import { PostState } from '../../ui/pieces/post-state.tsx';
import type { Entry } from './entries.ts';

interface Props {
  entry: Entry;
  today: string;
  drag: (entry: Entry | null) => void;
  move: (day: string) => void;
}

/** A mail or a post: opened by its name, moved by the mouse or by its button. */
export function CalendarEntry({ entry, today, drag, move }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { kind, row, movable, at } = entry;
  return (
    <div
      className="calendar-entry"
      data-kind={kind}
      data-state={row.state}
      draggable={movable}
      onDragStart={(event) => {
        // Firefox drags nothing without it
        event.dataTransfer.setData('text/plain', entry.name);
        drag(entry);
      }}
      onDragEnd={() => drag(null)}
    >
      <Link to={kind === 'social' ? `/app/campaigns/social/${row.id}` : `/app/campaigns/${row.id}`} draggable={false}>
        <span className="calendar-time">{at === null ? '' : format.time(at)}</span>
        <span className="calendar-kind">
          {kind === 'social' ? t('campaigns.aPost') : t(`channel.${entry.row.channel}`)}
        </span>
        <span className="calendar-title">{row.name}</span>
      </Link>
      <span className="calendar-more">
        {kind === 'social' ? (
          <>
            <PostState state={row.state} />
            {row.networks.map((network) => (
              <NetworkBadge key={network} network={network} />
            ))}
          </>
        ) : (
          <CampaignState state={row.state} />
        )}
      </span>
      {movable && <MoveButton entry={entry} today={today} move={move} />}
    </div>
  );
}

function MoveButton({ entry, today, move }: Pick<Props, 'entry' | 'today' | 'move'>) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [day, setDay] = useState(entry.day);
  return (
    <Popover
      active={open}
      onClose={() => setOpen(false)}
      sectioned
      activator={
        <Button
          icon={CalendarIcon}
          size="micro"
          variant="tertiary"
          accessibilityLabel={t('campaigns.moveNamed', { name: entry.name })}
          onClick={() => {
            setDay(entry.day);
            setOpen(!open);
          }}
        />
      }
    >
      <BlockStack gap="300">
        <TextField
          label={t('campaigns.moveTo')}
          type="date"
          min={today}
          autoComplete="off"
          value={day}
          onChange={setDay}
        />
        <Button
          variant="primary"
          disabled={day === '' || day === entry.day}
          onClick={() => {
            setOpen(false);
            move(day);
          }}
        >
          {t('campaigns.moveIt')}
        </Button>
      </BlockStack>
    </Popover>
  );
}
