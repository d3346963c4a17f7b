import { useTranslation } from 'react-i18next';
import { aboutFact } from '../entries/about-facts.ts';
import { textOf, textsOf, type ControlProps } from './control-props.ts';
import { NamePicker } from './name-picker.tsx';

export function NameControl({ control, leaf, put }: ControlProps<'name'>) {
  const { t } = useTranslation();
  const value = textOf(leaf[control.at]);
  return (
    <NamePicker
      source={control.source}
      label={t(`editor.pick.${control.source}`)}
      selected={value ? [value] : []}
      single
      typed={control.source === 'tag'}
      change={([chosen]) => put({ [control.at]: chosen ?? '' })}
    />
  );
}

/** Several of the shop's things, any of which will do. */
export function NamesControl({ control, leaf, put }: ControlProps<'names'>) {
  const { t } = useTranslation();
  return (
    <NamePicker
      source={control.source}
      label={t(`editor.pick.${control.source}`)}
      selected={textsOf(leaf[control.at])}
      change={(chosen) => put({ [control.at]: chosen })}
    />
  );
}

/** What a fact is about, where that is a thing of the shop; without one, any. */
export function SubjectControl({ leaf, put }: ControlProps<'subject'>) {
  const { t } = useTranslation();
  const { subject: source } = aboutFact(leaf['kind']);
  const value = textOf(leaf['subject']);
  if (!source) return null;
  return (
    <NamePicker
      source={source}
      label={t(`editor.any.${source}`)}
      selected={value ? [value] : []}
      single
      change={([chosen]) => put({ subject: chosen })}
    />
  );
}
