import { Autocomplete, InlineStack, Tag } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NameSource } from '../entries/entry.ts';
import { useNames } from '../name-book.ts';
import type { NameChoice } from '../../views/condition-views.ts';
import { useNameSearch } from '../use-name-search.ts';

/** Things of the shop by name: the server is asked while one types, and what is chosen stands below as tags. */
export function NamePicker(props: {
  source: NameSource;
  label: string;
  selected: string[];
  /** with what the server says of the one that was chosen last */
  change: (selected: string[], last?: NameChoice) => void;
  /** only one */
  single?: boolean;
  /** what is typed may be taken as it is */
  typed?: boolean;
}) {
  const { source, selected } = props;
  const { t } = useTranslation();
  const { nameOf } = useNames();
  const [text, setText] = useState('');
  const search = useNameSearch(source);
  const options = search.names.map(({ id, name }) => ({ value: id, label: name }));
  const typed = text.trim();
  if (props.typed && typed && !options.some(({ value }) => value === typed))
    options.push({ value: typed, label: typed });

  return (
    <div className="condition-wide">
      <Autocomplete
        allowMultiple={!props.single}
        options={options}
        selected={selected}
        loading={search.looking && options.length === 0}
        emptyState={<p className="condition-none">{t('editor.noName')}</p>}
        onSelect={(chosen) => {
          const last = search.names.find(({ id }) => id === chosen.at(-1));
          props.change(props.single ? chosen.slice(-1) : chosen, last);
          setText('');
        }}
        textField={
          <Autocomplete.TextField
            label={props.label}
            labelHidden
            placeholder={props.label}
            autoComplete="off"
            value={text}
            onFocus={() => search.look(text, 0)}
            onChange={(next) => {
              setText(next);
              search.look(next);
            }}
            {...(selected.length > 0 && {
              verticalContent: (
                <InlineStack gap="100">
                  {selected.map((id) => (
                    <Tag key={id} onRemove={() => props.change(selected.filter((each) => each !== id))}>
                      {nameOf(source, id)}
                    </Tag>
                  ))}
                </InlineStack>
              ),
            })}
          />
        }
      />
    </div>
  );
}
