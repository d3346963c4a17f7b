import { Popover, TextField, type TextFieldProps } from '@shopify/polaris';
import { type KeyboardEvent, useId, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CompletionList, completionOption } from './completion-list.tsx';
import { FieldPicker } from './field-picker.tsx';
import { insertedLiquid, openBraces } from './liquid-completion.ts';
import { useCompletion } from './use-completion.ts';

type Given = Pick<TextFieldProps, 'helpText' | 'placeholder' | 'maxLength'>;

/** The list is found and closed by the keys of the line itself. */
const COMBOBOX = { role: 'combobox', ariaAutocomplete: 'list' } as const;

/** A line that may say what is known of a contact: two braces or a button ask which field. */
export function LiquidTextField(
  props: Given & {
    label: string;
    value: string;
    change: (value: string) => void;
    /** more than one line */
    lines?: number;
  },
) {
  const { value, change, label, lines, ...given } = props;
  const { t } = useTranslation();
  const id = useId();
  const list = `${id}-fields`;
  const [picking, setPicking] = useState(false);
  const cursor = useRef<number | null>(null);
  const input = () => {
    const element = document.getElementById(id);
    return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element : null;
  };
  const insert = (liquid: string) => {
    const next = insertedLiquid(value, input()?.selectionStart ?? value.length, liquid);
    cursor.current = next.cursor;
    setPicking(false);
    change(next.text);
  };
  const completion = useCompletion(insert);
  // React puts the cursor at the end of a value that it was given
  useEffect(() => {
    if (cursor.current === null) return;
    input()?.focus();
    input()?.setSelectionRange(cursor.current, cursor.current);
    cursor.current = null;
  });
  const follow = (text: string) => {
    const at = input()?.selectionStart ?? text.length;
    completion.ask(openBraces(text, at)?.typed ?? null);
  };
  const keys = (event: KeyboardEvent) => {
    if (!completion.press(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const open = completion.found.length > 0;
  const field = (
    <TextField
      {...given}
      id={id}
      label={label}
      autoComplete="off"
      value={value}
      onChange={(text) => {
        change(text);
        follow(text);
      }}
      onBlur={() => completion.ask(null)}
      {...(lines === undefined
        ? { ...COMBOBOX, ariaExpanded: open, ariaControls: list }
        : { multiline: lines, ...(open && { ariaControls: list }) })}
      {...(open && { ariaActiveDescendant: completionOption(list, completion.active) })}
      labelAction={{
        content: t('mailEditor.insertField'),
        accessibilityLabel: t('mailEditor.insertFieldInto', { field: label }),
        onAction: () => setPicking(true),
      }}
    />
  );
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- hears the keys of the field inside
    <div className="mail-field" onKeyDownCapture={keys}>
      <Popover
        active={picking}
        activator={field}
        onClose={() => setPicking(false)}
        preferredAlignment="right"
        autofocusTarget="first-node"
      >
        <FieldPicker insert={insert} />
      </Popover>
      {open && (
        <CompletionList id={list} fields={completion.found} active={completion.active} choose={completion.choose} />
      )}
    </div>
  );
}
