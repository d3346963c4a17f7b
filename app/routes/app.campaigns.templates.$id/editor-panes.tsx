import { BlockStack, Button, ButtonGroup, Card, InlineStack, Text } from '@shopify/polaris';
import { RedoIcon, UndoIcon } from '@shopify/polaris-icons';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Names } from '../../ui/conditions/name-book.ts';
import { useNameBook } from '../../ui/conditions/use-name-book.ts';
import { AddBlock } from '../../ui/mail-editor/add-block.tsx';
import { BlockList } from '../../ui/mail-editor/block-list.tsx';
import { ChecksCard } from '../../ui/mail-editor/checks-card.tsx';
import { Mail } from '../../ui/mail-editor/mail-context.ts';
import { MailAbout } from '../../ui/mail-editor/mail-about.tsx';
import { MailHead } from '../../ui/mail-editor/mail-head.tsx';
import { lastPlace } from '../../ui/mail-editor/mail-places.ts';
import { PreviewPane } from '../../ui/mail-editor/preview-pane.tsx';
import { BlockTreeContext } from '../../ui/mail-editor/tree-context.ts';
import { useAnnouncer } from '../../ui/mail-editor/use-announcer.ts';
import { useBlockTree } from '../../ui/mail-editor/use-block-tree.ts';
import type { MailDraft } from '../../ui/mail-editor/use-mail-draft.ts';
import { useLatestAnswer } from '../../ui/mail-editor/use-latest-answer.ts';
import type { MailPerson, MailPreview, TemplateEditorView } from '../../ui/views/template-views.ts';

const PANES = ['edit', 'preview'] as const;
const TOP = { columns: null, column: 0, index: 0 };

/** The blocks left, the mail itself right; on a phone one of the two. */
export function EditorPanes(props: {
  view: TemplateEditorView;
  draft: MailDraft;
  name: string;
  rename: (name: string) => void;
  errors: Record<string, string>;
  person: MailPerson | null;
  as: (person: MailPerson | null) => void;
}) {
  const { view, draft, person } = props;
  const { document, undo, redo } = draft;
  const { t } = useTranslation();
  const [pane, setPane] = useState<(typeof PANES)[number]>('edit');
  const { said, announce } = useAnnouncer();
  const { answer: preview, failed } = useLatestAnswer<MailPreview>(
    '/app/campaigns/templates/preview',
    JSON.stringify({ document, contact: person?.id ?? null }),
  );
  const book = useNameBook(view.names);
  const tree = useBlockTree({
    draft,
    saved: view.saved,
    faults: preview?.faults ?? [],
    tomorrow: view.tomorrow,
    announce,
  });
  const { fields, blogs } = view;
  const mail = useMemo(() => ({ fields, blogs, locale: document.locale }), [fields, blogs, document.locale]);

  const take = (step: (() => void) | null, words: string) => {
    if (!step) return;
    step();
    announce(t(words));
  };
  const keys = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return;
    // while a text is typed, its field takes its letters back
    const { target } = event;
    if (target instanceof HTMLInputElement && !['checkbox', 'color'].includes(target.type)) return;
    if (target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable)) return;
    event.preventDefault();
    take(event.shiftKey ? redo : undo, event.shiftKey ? 'mailEditor.said.redone' : 'mailEditor.said.undone');
  };

  return (
    <Names.Provider value={book}>
      <Mail.Provider value={mail}>
        <BlockTreeContext.Provider value={tree}>
          <div role="status" aria-live="polite" className="mail-said">
            {said}
          </div>
          <div className="mail-pane-switch">
            <ButtonGroup variant="segmented" fullWidth>
              {PANES.map((each) => (
                <Button key={each} pressed={each === pane} onClick={() => setPane(each)}>
                  {t(`mailEditor.pane.${each}`)}
                </Button>
              ))}
            </ButtonGroup>
          </div>
          {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- hears Ctrl+Z of the controls inside */}
          <div className="mail-panes" data-pane={pane} onKeyDown={keys}>
            <div className="mail-pane" data-of="edit">
              <BlockStack gap="400">
                <Card padding={{ xs: '400', md: '500' }}>
                  <MailHead draft={draft} />
                </Card>
                <Card padding={{ xs: '300', md: '400' }}>
                  <BlockStack gap="300">
                    <InlineStack align="space-between" blockAlign="center">
                      <Text as="h2" variant="headingMd">
                        {t('mailEditor.blocks')}
                      </Text>
                      <ButtonGroup gap="tight">
                        <Button
                          icon={UndoIcon}
                          variant="tertiary"
                          disabled={!undo}
                          accessibilityLabel={t('editor.undo')}
                          onClick={() => take(undo, 'mailEditor.said.undone')}
                        />
                        <Button
                          icon={RedoIcon}
                          variant="tertiary"
                          disabled={!redo}
                          accessibilityLabel={t('editor.redo')}
                          onClick={() => take(redo, 'mailEditor.said.redone')}
                        />
                      </ButtonGroup>
                    </InlineStack>
                    {document.blocks.length === 0 && (
                      <Text as="p" tone="subdued">
                        {t('mailEditor.noBlocks')}
                      </Text>
                    )}
                    <BlockList blocks={document.blocks} place={TOP} label={t('mailEditor.blocks')} />
                    <InlineStack>
                      <AddBlock label={t('mailEditor.add')} to={lastPlace(document)} />
                    </InlineStack>
                    <Text as="p" tone="subdued" variant="bodySm">
                      {t('mailEditor.keysHelp')}
                    </Text>
                  </BlockStack>
                </Card>
                <ChecksCard
                  faults={preview?.faults ?? null}
                  show={(block) => {
                    setPane('edit');
                    tree.show(block);
                  }}
                />
                <Card padding={{ xs: '400', md: '500' }}>
                  <MailAbout
                    draft={draft}
                    name={props.name}
                    rename={props.rename}
                    errors={props.errors}
                    editable={preview?.editable ?? null}
                  />
                </Card>
              </BlockStack>
            </div>
            <div className="mail-pane" data-of="preview">
              <div className="stays-in-view">
                <PreviewPane
                  preview={preview}
                  failed={failed}
                  people={view.people}
                  person={person}
                  as={props.as}
                  open={tree.open}
                />
              </div>
            </div>
          </div>
        </BlockTreeContext.Provider>
      </Mail.Provider>
    </Names.Provider>
  );
}
