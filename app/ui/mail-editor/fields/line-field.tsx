import { useTranslation } from 'react-i18next';
import { LiquidTextField } from '../liquid-text-field.tsx';

interface Props {
  /** of its words: what it is called, and with `Help` behind it what helps */
  name: string;
  value: string;
  change: (value: string) => void;
  /** it is an address of the web */
  address?: boolean;
}

/** As the document of a template takes them. */
const MOST_LETTERS = 500;
const LONGEST_ADDRESS = 2000;

/** One line of a block, which may say what is known of a contact. */
export function LineField({ name, value, change, address = false }: Props) {
  const { t, i18n } = useTranslation();
  const help = `mailEditor.${name}Help`;
  return (
    <LiquidTextField
      label={t(`mailEditor.${name}`)}
      maxLength={address ? LONGEST_ADDRESS : MOST_LETTERS}
      value={value}
      change={change}
      {...(address && { placeholder: 'https://' })}
      {...(i18n.exists(help) && { helpText: t(help) })}
    />
  );
}
