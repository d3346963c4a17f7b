import { useFetcher } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Block } from '../../act/messages/templates/design/document.ts';
import type { MailFault, SavedBlockRow } from '../views/template-views.ts';
import { blockSays } from './block-name.ts';
import { freshBlock } from './fresh-block.ts';
import { edited, nextNumber } from './mail-edit.ts';
import { everyBlock, findBlock, listAt } from './mail-places.ts';
import { rowId, type Tree } from './tree-context.ts';
import type { MailDraft } from './use-mail-draft.ts';

const BLOCKS = '/app/campaigns/templates/blocks';

/** What the list of blocks does: each step said aloud, with the focus where the hand goes on. */
export function useBlockTree(props: {
  draft: MailDraft;
  saved: readonly SavedBlockRow[];
  faults: readonly MailFault[];
  tomorrow: string;
  announce: (words: string) => void;
}): Tree {
  const { draft, saved, faults, announce } = props;
  const { document, edit } = draft;
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const fetcher = useFetcher<{ full: boolean; blocks: SavedBlockRow[] }>();
  const [open, setOpen] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  /** a block was given to be kept, and nothing was said of it yet */
  const kept = useRef(false);
  useEffect(() => {
    if (!kept.current || !fetcher.data) return;
    kept.current = false;
    const { full } = fetcher.data;
    shopify.toast.show(t(full ? 'mailEditor.keptFull' : 'mailEditor.keptNow'), { isError: full });
  }, [fetcher.data, shopify, t]);
  useEffect(() => {
    const id = wanted.current;
    if (id === null) return;
    const element = window.document.getElementById(rowId(id));
    if (!element) return;
    wanted.current = null;
    element.focus();
    element.scrollIntoView({ block: 'nearest' });
  });

  const nameOf = (block: Block) => {
    const kind = t(`mailEditor.kind.${block.kind}`);
    const says = blockSays(block);
    return says ? `${kind}: ${says}` : kind;
  };
  const nameById = (id: string) => {
    const found = findBlock(document, id);
    return found ? nameOf(found.block) : '';
  };
  const moved = (id: string, to: Parameters<Tree['drop']>[1]) => {
    const after = edited(document, { do: 'move', id, to });
    if (after === document) return;
    edit({ do: 'move', id, to });
    wanted.current = id;
    const place = findBlock(after, id)?.place;
    if (!place) return;
    const said = { name: nameById(id), place: place.index + 1, count: listAt(after, place)?.length ?? 0 };
    announce(
      place.columns === null
        ? t('mailEditor.said.moved', said)
        : t('mailEditor.said.movedInto', { ...said, column: place.column + 1 }),
    );
  };
  const send = (body: object) =>
    fetcher.submit(JSON.stringify(body), { method: 'post', encType: 'application/json', action: BLOCKS });

  return {
    document,
    open,
    show(id) {
      setOpen(id);
      if (id !== null) wanted.current = id;
    },
    edit,
    add(what, to) {
      const block = typeof what === 'string' ? freshBlock(what, document.locale, props.tomorrow) : what.block;
      const after = edited(document, { do: 'add', block, to });
      if (after === document) return shopify.toast.show(t('mailEditor.full'), { isError: true });
      const id = `b${nextNumber(document)}`;
      edit({ do: 'add', block, to });
      setOpen(id);
      wanted.current = id;
      announce(t('mailEditor.said.added', { name: nameOf(block) }));
    },
    move: (id, { to }) => moved(id, to),
    drop: moved,
    duplicate(id) {
      const after = edited(document, { do: 'duplicate', id });
      if (after === document) return shopify.toast.show(t('mailEditor.full'), { isError: true });
      edit({ do: 'duplicate', id });
      wanted.current = `b${nextNumber(document)}`;
      announce(t('mailEditor.said.duplicated', { name: nameById(id) }));
    },
    remove(id) {
      const all = everyBlock(document);
      const inside = findBlock(document, id)?.block;
      const gone = new Set(inside ? everyBlock({ ...document, blocks: [inside] }).map((block) => block.id) : []);
      const at = all.findIndex((block) => block.id === id);
      wanted.current = (all.slice(at).find((block) => !gone.has(block.id)) ?? all[at - 1])?.id ?? null;
      edit({ do: 'remove', id });
      if (open !== null && gone.has(open)) setOpen(null);
      announce(t('mailEditor.said.removed', { name: nameById(id) }));
    },
    nameOf,
    saved: fetcher.data?.blocks ?? saved,
    keep(block) {
      kept.current = true;
      send({ keep: block, name: nameOf(block).slice(0, 60) });
    },
    forget: ({ id }) => send({ drop: id }),
    faultsOf: (id) => faults.filter(({ block }) => block === id),
  };
}
