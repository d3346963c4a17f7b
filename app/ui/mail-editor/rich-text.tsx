import { Button, ButtonGroup, InlineStack, Popover } from '@shopify/polaris';
import {
  LinkIcon,
  ListBulletedIcon,
  ListNumberedIcon,
  TextBoldIcon,
  TextItalicIcon,
  TextUnderlineIcon,
} from '@shopify/polaris-icons';
import { EditorContent, type Editor, useEditor, useEditorState } from '@tiptap/react';
import { StarterKit } from '@tiptap/starter-kit';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CompletionList, completionOption } from './completion-list.tsx';
import { FieldPicker } from './field-picker.tsx';
import { LinkForm } from './link-form.tsx';
import { openBraces } from './liquid-completion.ts';
import { useCompletion } from './use-completion.ts';

/** What a mail's text may have; anything else is taken out when the mail is laid out. */
const KIT = StarterKit.configure({
  blockquote: false,
  code: false,
  codeBlock: false,
  heading: false,
  horizontalRule: false,
  strike: false,
  trailingNode: false,
  link: {
    openOnClick: false,
    autolink: false,
    protocols: ['mailto', 'tel'],
    // an address may be Liquid
    isAllowedUri: (url, { defaultValidate }) => url.startsWith('{{') || defaultValidate(url),
    HTMLAttributes: { target: null, rel: null },
  },
});

interface Heard {
  change: (html: string) => void;
  press: (key: string) => boolean;
  ask: (typed: string | null) => void;
}

/** Paragraphs, lists and links; two braces or a button ask for a field of the contact. */
export function RichText(props: { label: string; html: string; change: (html: string) => void }) {
  const { html, change } = props;
  const { t } = useTranslation();
  const list = `${useId()}-fields`;
  const [asking, setAsking] = useState<'field' | 'link' | null>(null);
  const now = useRef<Heard>({ change, press: () => false, ask: () => undefined });
  const editor = useEditor({
    extensions: [KIT],
    content: html,
    immediatelyRender: false,
    editorProps: {
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': props.label, class: 'mail-rich-text' },
      handleKeyDown: (_view, event) => now.current.press(event.key),
    },
    onUpdate: ({ editor: changed }) => now.current.change(changed.getHTML()),
    onSelectionUpdate: ({ editor: moved }) => now.current.ask(typedBefore(moved)),
    onBlur: () => now.current.ask(null),
  });
  const insert = (liquid: string) => {
    if (!editor) return;
    const { from } = editor.state.selection;
    const before = textBefore(editor);
    const braces = openBraces(before, before.length);
    const begin = braces ? from - (before.length - braces.from) : from;
    setAsking(null);
    editor.chain().focus().insertContentAt({ from: begin, to: from }, { type: 'text', text: liquid }).run();
  };
  const completion = useCompletion(insert);
  const { press, ask } = completion;
  useEffect(() => {
    now.current = { change, press, ask };
  }, [change, press, ask]);

  useEffect(() => {
    // taken back, or done again: what is being typed here is the same already
    if (editor && !editor.isFocused && editor.getHTML() !== html)
      editor.commands.setContent(html, { emitUpdate: false });
  }, [editor, html]);
  const open = completion.found.length > 0;
  useEffect(() => {
    const element = editor?.view.dom;
    if (open) element?.setAttribute('aria-activedescendant', completionOption(list, completion.active));
    else element?.removeAttribute('aria-activedescendant');
  }, [editor, open, list, completion.active]);

  if (!editor) return <div className="mail-rich-text" aria-busy="true" />;
  return (
    <div className="mail-field">
      <InlineStack align="space-between" gap="200">
        <Marks editor={editor} />
        <ButtonGroup gap="tight">
          <Popover
            active={asking === 'link'}
            autofocusTarget="first-node"
            onClose={() => setAsking(null)}
            activator={
              <Button
                icon={LinkIcon}
                size="slim"
                accessibilityLabel={t('mailEditor.link')}
                pressed={editor.isActive('link')}
                onClick={() => setAsking(asking === 'link' ? null : 'link')}
              />
            }
          >
            <LinkForm
              href={String(editor.getAttributes('link')['href'] ?? '')}
              put={(href) => {
                setAsking(null);
                const chain = editor.chain().focus().extendMarkRange('link');
                if (href === '') chain.unsetLink().run();
                else chain.setLink({ href }).run();
              }}
            />
          </Popover>
          <Popover
            active={asking === 'field'}
            autofocusTarget="first-node"
            onClose={() => setAsking(null)}
            activator={
              <Button size="slim" onClick={() => setAsking(asking === 'field' ? null : 'field')}>
                {t('mailEditor.insertField')}
              </Button>
            }
          >
            <FieldPicker insert={insert} />
          </Popover>
        </ButtonGroup>
      </InlineStack>
      <EditorContent editor={editor} />
      {open && (
        <CompletionList id={list} fields={completion.found} active={completion.active} choose={completion.choose} />
      )}
    </div>
  );
}

const MARKS = [
  { name: 'bold', icon: TextBoldIcon, run: (editor: Editor) => editor.chain().focus().toggleBold().run() },
  { name: 'italic', icon: TextItalicIcon, run: (editor: Editor) => editor.chain().focus().toggleItalic().run() },
  {
    name: 'underline',
    icon: TextUnderlineIcon,
    run: (editor: Editor) => editor.chain().focus().toggleUnderline().run(),
  },
  {
    name: 'bulletList',
    icon: ListBulletedIcon,
    run: (editor: Editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    name: 'orderedList',
    icon: ListNumberedIcon,
    run: (editor: Editor) => editor.chain().focus().toggleOrderedList().run(),
  },
] as const;

function Marks({ editor }: { editor: Editor }) {
  const { t } = useTranslation();
  const active = useEditorState({
    editor,
    selector: ({ editor: each }) => MARKS.map(({ name }) => each.isActive(name)),
  });
  return (
    <ButtonGroup variant="segmented">
      {MARKS.map(({ name, icon, run }, index) => (
        <Button
          key={name}
          icon={icon}
          size="slim"
          pressed={active[index] ?? false}
          accessibilityLabel={t(`mailEditor.mark.${name}`)}
          onClick={() => run(editor)}
        />
      ))}
    </ButtonGroup>
  );
}

/** What stands before the cursor in its paragraph. */
function textBefore({ state }: Editor): string {
  const { $from } = state.selection;
  return $from.parent.textBetween(0, $from.parentOffset, undefined, '￼');
}

function typedBefore(editor: Editor): string | null {
  if (!editor.state.selection.empty) return null;
  const before = textBefore(editor);
  return openBraces(before, before.length)?.typed ?? null;
}
