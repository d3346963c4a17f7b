import { Autocomplete, Button, Icon } from '@shopify/polaris';
import { PlusIcon, SearchIcon } from '@shopify/polaris-icons';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftLeafValue } from './draft.ts';
import { ENTRIES } from './entries/entries.ts';
import { entryWords, FAMILIES } from './entries/entry.ts';

/** A button that becomes a search over all that can be asked, grouped by what it is about. */
export function LeafPicker(props: { label: string; add: (leaf: DraftLeafValue) => void }) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (open) box.current?.querySelector('input')?.focus();
  }, [open]);

  if (!open) {
    return (
      <Button icon={PlusIcon} onClick={() => setOpen(true)}>
        {props.label}
      </Button>
    );
  }
  const wanted = text.trim().toLocaleLowerCase(i18n.language).split(/\s+/);
  const sections = FAMILIES.map((family) => {
    const title = t(`editor.family.${family}`);
    const options = ENTRIES.filter((entry) => entry.family === family)
      .map(({ id }) => ({ value: id, label: t(entryWords(id)) }))
      .filter(({ label }) => {
        const heard = `${title} ${label}`.toLocaleLowerCase(i18n.language);
        return wanted.every((word) => heard.includes(word));
      });
    return { title, options };
  }).filter(({ options }) => options.length > 0);
  const close = () => {
    setOpen(false);
    setText('');
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- hears Esc of the field inside
    <div
      role="search"
      aria-label={props.label}
      className="condition-picker"
      ref={box}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
      onBlur={(event) => {
        // the list stands elsewhere in the page: a press on it takes the focus to nowhere
        if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) close();
      }}
    >
      <Autocomplete
        options={sections}
        selected={[]}
        emptyState={<p className="condition-none">{t('editor.noEntry')}</p>}
        onSelect={([id]) => {
          const entry = ENTRIES.find((each) => each.id === id);
          close();
          if (entry) props.add({ ...entry.fresh });
        }}
        textField={
          <Autocomplete.TextField
            label={props.label}
            labelHidden
            placeholder={t('editor.search')}
            prefix={<Icon source={SearchIcon} />}
            autoComplete="off"
            value={text}
            onChange={setText}
          />
        }
      />
    </div>
  );
}
