import {
  ChoiceList,
  IndexFilters,
  IndexFiltersMode,
  TextField,
  useSetIndexFiltersMode,
  type IndexFiltersProps,
} from '@shopify/polaris';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { STAGES, type Stage } from '../../understand/stages/rules.ts';
import { useFormat, type Format } from '../../ui/format/use-format.ts';
import { useWords } from '../../ui/i18n/use-words.ts';
import { GROUPS } from '../../ui/meaning-colours.ts';
import {
  CONTACT_SORTS,
  type ContactFilter,
  type ContactList,
  type ContactQuery,
  type ContactSort,
} from '../../ui/views/contact-views.ts';
import { CellFields } from './cell-fields.tsx';
import { contactParams } from './contact-query.ts';

const SEARCH_PAUSE = 350;
export const NO_FILTER: ContactFilter = {
  groups: [],
  stages: [],
  orders: null,
  minSpent: null,
  minScore: null,
  orderedWithinDays: null,
  cell: null,
  persona: null,
};

/** Search, filters and sort of the list. What is chosen goes to the address through `change`. */
export function ContactFilters(props: {
  query: ContactQuery;
  busy: boolean;
  change: (query: ContactQuery) => void;
  personas: ContactList['personas'];
}) {
  const { query, change } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const { mode, setMode } = useSetIndexFiltersMode(
    contactParams({ ...query, after: null, sort: 'seen', descending: true }).size > 0
      ? IndexFiltersMode.Filtering
      : IndexFiltersMode.Default,
  );
  const [search, setSearch] = useState(query.search);
  const say = useWords();
  const personas = props.personas.map(({ id, name }) => ({ id, name: say(name) }));

  const pause = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const look = (text: string, wait = 0) => {
    setSearch(text);
    clearTimeout(pause.current);
    pause.current = setTimeout(() => change({ ...query, search: text.trim(), after: null }), wait);
  };

  const narrow = (filter: Partial<ContactFilter>) =>
    change({ ...query, filter: { ...query.filter, ...filter }, after: null });
  const sortOptions = CONTACT_SORTS.flatMap((sort) =>
    (['asc', 'desc'] as const).map((direction) => ({
      label: t(`contacts.sort.${sort}`),
      value: `${sort} ${direction}` as const,
      directionLabel: t(`contacts.direction.${sort}.${direction}`),
    })),
  );

  return (
    <IndexFilters
      mode={mode}
      setMode={setMode}
      tabs={[]}
      selected={0}
      canCreateNewView={false}
      loading={props.busy}
      queryValue={search}
      queryPlaceholder={t('contacts.search')}
      onQueryChange={(text) => look(text, SEARCH_PAUSE)}
      onQueryClear={() => look('')}
      onClearAll={() => {
        clearTimeout(pause.current);
        setSearch('');
        change({ ...query, search: '', filter: NO_FILTER, after: null });
      }}
      cancelAction={{ onAction: () => look('') }}
      sortOptions={sortOptions}
      sortSelected={[`${query.sort} ${query.descending ? 'desc' : 'asc'}`]}
      onSort={([chosen]) => {
        const [sort, direction] = (chosen ?? 'seen desc').split(' ');
        change({ ...query, sort: sort as ContactSort, descending: direction === 'desc', after: null });
      }}
      filters={filterPieces(query.filter, narrow, t, personas)}
      appliedFilters={appliedPieces(query.filter, narrow, t, format, personas)}
    />
  );
}

/** A persona in the language of the page. */
interface Named {
  id: string;
  name: string;
}
type Narrow = (filter: Partial<ContactFilter>) => void;
type Words = ReturnType<typeof useTranslation>['t'];

function filterPieces(
  filter: ContactFilter,
  narrow: Narrow,
  t: Words,
  personas: Named[],
): IndexFiltersProps['filters'] {
  return [
    {
      key: 'group',
      label: t('contacts.filter.group'),
      shortcut: true,
      filter: (
        <ChoiceList
          title={t('contacts.filter.group')}
          titleHidden
          allowMultiple
          choices={GROUPS.map((group) => ({ label: t(`group.${group}`), value: group }))}
          selected={filter.groups}
          onChange={(groups) => narrow({ groups })}
        />
      ),
    },
    {
      key: 'stage',
      label: t('contacts.filter.stage'),
      shortcut: true,
      filter: (
        <ChoiceList
          title={t('contacts.filter.stage')}
          titleHidden
          allowMultiple
          choices={STAGES.map((stage) => ({ label: t(`stage.${stage}_one`), value: stage }))}
          selected={filter.stages}
          onChange={(stages) => narrow({ stages: stages as Stage[] })}
        />
      ),
    },
    {
      key: 'orders',
      label: t('contacts.filter.orders'),
      filter: (
        <ChoiceList
          title={t('contacts.filter.orders')}
          titleHidden
          choices={[
            { label: t('contacts.ordersSome'), value: 'some' },
            { label: t('contacts.ordersNone'), value: 'none' },
          ]}
          selected={filter.orders ? [filter.orders] : []}
          onChange={([orders]) => narrow({ orders: orders === 'some' || orders === 'none' ? orders : null })}
        />
      ),
    },
    {
      key: 'cell',
      label: t('contacts.filter.cell'),
      filter: <CellFields cell={filter.cell} change={(cell) => narrow({ cell })} />,
    },
    ...(personas.length > 0
      ? [
          {
            key: 'persona',
            label: t('personas.one'),
            filter: (
              <ChoiceList
                title={t('personas.one')}
                titleHidden
                choices={personas.map(({ id, name }) => ({ label: name, value: id }))}
                selected={filter.persona ? [filter.persona] : []}
                onChange={([persona]) => narrow({ persona: persona ?? null })}
              />
            ),
          },
        ]
      : []),
    amountPiece('spent', filter.minSpent, (minSpent) => narrow({ minSpent }), t),
    amountPiece('score', filter.minScore, (minScore) => narrow({ minScore }), t),
    amountPiece('within', filter.orderedWithinDays, (orderedWithinDays) => narrow({ orderedWithinDays }), t),
  ];
}

function amountPiece(key: string, value: number | null, change: (value: number | null) => void, t: Words) {
  return {
    key,
    label: t(`contacts.filter.${key}`),
    filter: <AmountField label={t(`contacts.amount.${key}`)} value={value} change={change} />,
  };
}

/** Typing is not a question yet: the list is asked when the field is left or Enter is pressed. */
function AmountField(props: {
  label: string;
  value: number | null;
  change: (value: number | null) => void;
}): ReactNode {
  const [text, setText] = useState(props.value === null ? '' : String(props.value));
  const settle = () => props.change(text === '' || Number.isNaN(Number(text)) ? null : Number(text));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        settle();
      }}
    >
      <TextField label={props.label} type="number" autoComplete="off" value={text} onChange={setText} onBlur={settle} />
    </form>
  );
}

function appliedPieces(filter: ContactFilter, narrow: Narrow, t: Words, format: Format, personas: Named[]) {
  const applied: NonNullable<IndexFiltersProps['appliedFilters']> = [];
  const add = (key: string, says: string, clear: Partial<ContactFilter>) =>
    applied.push({ key, label: `${t(`contacts.filter.${key}`)}: ${says}`, onRemove: () => narrow(clear) });
  if (filter.groups.length) add('group', filter.groups.map((group) => t(`group.${group}`)).join(', '), { groups: [] });
  if (filter.stages.length) {
    add('stage', filter.stages.map((stage) => t(`stage.${stage}_one`)).join(', '), { stages: [] });
  }
  if (filter.orders)
    add('orders', t(filter.orders === 'some' ? 'contacts.ordersSome' : 'contacts.ordersNone'), { orders: null });
  if (filter.minSpent !== null) {
    add('spent', t('contacts.from', { value: `${format.number(filter.minSpent)} ${format.currency}` }), {
      minSpent: null,
    });
  }
  if (filter.minScore !== null)
    add('score', t('contacts.from', { value: format.number(filter.minScore) }), { minScore: null });
  if (filter.orderedWithinDays !== null) {
    add('within', t('contacts.days', { count: filter.orderedWithinDays }), { orderedWithinDays: null });
  }
  if (filter.persona) {
    const name = personas.find(({ id }) => id === filter.persona)?.name ?? filter.persona;
    applied.push({ key: 'persona', label: `${t('personas.one')}: ${name}`, onRemove: () => narrow({ persona: null }) });
  }
  if (filter.cell) add('cell', t('contacts.cell', filter.cell), { cell: null });
  return applied;
}
