import { Select, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { DeclaredAttribute } from '../../understand/attributes/declared.ts';

type Words = ReturnType<typeof useTranslation>['t'];

/** The birthday is known in every shop, in words of our own. */
export const labelOf = ({ id, label }: Pick<DeclaredAttribute, 'id' | 'label'>, t: Words) =>
  id === 'birthday' ? t('dossier.birthday') : label;

interface Props {
  attribute: DeclaredAttribute;
  value: string;
  change: (value: string) => void;
  /** key of the words beside it */
  error: string | undefined;
}

/** What somebody says of an attribute, asked for as its type allows. */
export function AttributeField({ attribute, value, change, error }: Props) {
  const { t } = useTranslation();
  const { id, type, choices } = attribute;
  const shown = { label: labelOf(attribute, t), value, onChange: change, ...(error && { error: t(error) }) };
  if (type === 'flag' || type === 'choice') {
    const options =
      type === 'flag'
        ? [
            { value: 'yes', label: t('dossier.yes') },
            { value: 'no', label: t('dossier.no') },
          ]
        : choices.map((choice) => ({ value: choice, label: choice }));
    // a choice that is offered no longer stays what it is until it is changed
    const all = value && !options.some((one) => one.value === value) ? [{ value, label: value }, ...options] : options;
    return <Select {...shown} options={[{ value: '', label: t('word.none') }, ...all]} />;
  }
  const help = id === 'birthday' ? { helpText: t('dossier.birthdayHelp') } : {};
  const kind = type === 'date' && id !== 'birthday' ? 'date' : 'text';
  return (
    <TextField {...shown} {...help} type={kind} autoComplete="off" inputMode={type === 'number' ? 'decimal' : 'text'} />
  );
}
