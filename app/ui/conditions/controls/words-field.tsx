import { InlineStack, Tag, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Several texts: each is added with Enter, or when the field is left. */
export function WordsField(props: { label: string; of: string[]; change: (of: string[]) => void }) {
  const { of, change } = props;
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const add = () => {
    const word = text.trim();
    setText('');
    if (word && !of.includes(word)) change([...of, word]);
  };
  return (
    <form
      className="condition-wide"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <TextField
        label={props.label}
        labelHidden
        placeholder={of.length === 0 ? props.label : t('editor.anotherWord')}
        autoComplete="off"
        maxLength={200}
        value={text}
        onChange={setText}
        onBlur={add}
        {...(of.length > 0 && {
          verticalContent: (
            <InlineStack gap="100">
              {of.map((word) => (
                <Tag key={word} onRemove={() => change(of.filter((each) => each !== word))}>
                  {word}
                </Tag>
              ))}
            </InlineStack>
          ),
        })}
      />
    </form>
  );
}
