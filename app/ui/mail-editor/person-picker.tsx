import { useFetcher } from '@remix-run/react';
import { Autocomplete } from '@shopify/polaris';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailPerson } from '../views/template-views.ts';

const PAUSE_MS = 250;
const SAMPLE = '';

/** As whom the mail is seen: somebody of the shop, or nobody in particular. */
export function PersonPicker(props: {
  people: MailPerson[];
  person: MailPerson | null;
  choose: (person: MailPerson | null) => void;
}) {
  const { t } = useTranslation();
  const { load, data } = useFetcher<MailPerson[]>();
  const sample = t('mailEditor.sample');
  const name = props.person ? props.person.name : sample;
  /** null: nothing is being typed */
  const [text, setText] = useState<string | null>(null);
  const pause = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(pause.current), []);
  const searched = text?.trim() ? data : undefined;
  const people = searched ?? props.people;
  const options = [
    { value: SAMPLE, label: sample },
    ...people.map((person) => ({ value: person.id, label: person.name || t('contacts.anonymous') })),
  ];
  return (
    <Autocomplete
      options={options}
      selected={[props.person?.id ?? SAMPLE]}
      onSelect={([id = SAMPLE]) => {
        setText(null);
        props.choose(people.find((person) => person.id === id) ?? null);
      }}
      textField={
        <Autocomplete.TextField
          label={t('mailEditor.asContact')}
          autoComplete="off"
          value={text ?? name}
          onFocus={() => setText('')}
          onBlur={() => setText(null)}
          onChange={(typed) => {
            setText(typed);
            clearTimeout(pause.current);
            pause.current = setTimeout(
              () => load(`/app/campaigns/templates/people?${new URLSearchParams({ q: typed.trim() })}`),
              PAUSE_MS,
            );
          }}
        />
      }
    />
  );
}
