import { useFetcher } from '@remix-run/react';
import { useIndexResourceState } from '@shopify/polaris';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { Ticks } from '../../ui/pieces/ticks.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import { useWhileBuilding } from '../../ui/use-while-building.ts';
import type { ContactList, ContactQuery } from '../../ui/views/contact-views.ts';
import type { TaggingView } from '../../ui/views/tag-views.ts';
import { contactParams } from './contact-query.ts';

/**
 * Ticking contacts, or everybody whom the list shows, and giving them a tag or taking it. The work goes on without the page;
 * while it is open, it looks again.
 */
export function useTagging(list: ContactList, query: ContactQuery, tagging: TaggingView | null) {
  const { t } = useTranslation();
  const format = useFormat();
  const fetcher = useFetcher<ActionAnswer>();
  const [asks, setAsks] = useState<'give' | 'take' | null>(null);
  useToastOf(fetcher);
  const picked = useIndexResourceState(list.rows.map(({ id }) => ({ id })));
  const everybody = picked.allResourcesSelected;
  const { clearSelection } = picked;
  const address = contactParams(query).toString();
  const ticked = useRef(address);
  // who was ticked on a page is not on the next
  useEffect(() => {
    if (ticked.current !== address) clearSelection();
    ticked.current = address;
  }, [address, clearSelection]);
  useWhileBuilding(tagging?.state === 'queued');

  const send = (body: object) =>
    fetcher.submit(JSON.stringify(body), {
      method: 'post',
      encType: 'application/json',
      action: '/app/contacts?index',
    });
  const count = everybody ? list.total : picked.selectedResources.length;
  return {
    asks,
    count: count === null ? null : format.number(count),
    close: () => setAsks(null),
    begin(deed: 'give' | 'take', tag: string) {
      const all = contactParams({ ...query, after: null }).toString();
      send(everybody ? { deed, tag, all } : { deed, tag, contacts: picked.selectedResources });
      clearSelection();
      setAsks(null);
    },
    undo: (id: string) => send({ undo: id }),
    ticks: {
      selected: picked.selectedResources,
      everything: everybody,
      change: picked.handleSelectionChange,
      actions: [
        { content: t('tags.giveMany'), onAction: () => setAsks('give') },
        { content: t('tags.takeMany'), onAction: () => setAsks('take') },
      ],
      ...(list.total !== null &&
        (list.next !== null || query.after !== null) && {
          beyond: {
            select: t('contacts.selectAll', { count: list.total, number: format.number(list.total) }),
            selected: t('contacts.allSelected', { count: list.total, number: format.number(list.total) }),
          },
        }),
    } satisfies Ticks,
  };
}
