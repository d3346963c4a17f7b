import { useTranslation } from 'react-i18next';
import { useWords } from '../i18n/use-words.ts';
import type { LiquidField } from '../views/template-views.ts';

export const completionOption = (list: string, index: number) => `${list}-${index}`;

/** The fields that fit what is typed behind two braces; the field that is written in has the focus. */
export function CompletionList(props: {
  id: string;
  fields: readonly LiquidField[];
  active: number;
  choose: (field: LiquidField) => void;
}) {
  const { t } = useTranslation();
  const say = useWords();
  return (
    <div id={props.id} role="listbox" aria-label={t('mailEditor.fields')} className="mail-completion">
      {props.fields.map((field, index) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are heard by the field that is written in
        <div
          key={field.path}
          id={completionOption(props.id, index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === props.active}
          className="mail-completion-option"
          // the field must keep its focus and its cursor
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => props.choose(field)}
        >
          <span>{say(field.name)}</span>
          <code>{field.path}</code>
        </div>
      ))}
    </div>
  );
}
