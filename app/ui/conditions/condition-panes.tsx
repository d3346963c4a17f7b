import { Banner, BlockStack, Card, Layout, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useValues } from '../i18n/use-words.ts';
import { ConditionEditor } from './condition-editor.tsx';
import { LiveCountCard } from './live-count.tsx';
import { Names } from './name-book.ts';
import type { NamedCondition } from './use-named-condition.ts';

interface Props {
  edit: NamedCondition;
  title: string;
  /** what holds when nothing is asked */
  empty: string;
  /** it then holds for nobody: there is nobody to count */
  emptyIsNobody?: boolean;
  /** the words, above the condition */
  children: ReactNode;
}

/** The words and the condition left; right, whom it holds for at this moment. */
export function ConditionPanes({ edit, title, empty, emptyIsNobody = false, children }: Props) {
  const { t } = useTranslation();
  const valuesOf = useValues();
  const { editor, live, book, refusal } = edit;
  const refused = Object.keys(refusal?.errors ?? {}).some((field) => field.startsWith('condition'));
  const asksNothing = editor.draft.root.of.length === 0;
  return (
    <Names.Provider value={book}>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {children}
            <Card padding={{ xs: '400', md: '500' }}>
              <BlockStack gap="400">
                <Text as="h2" variant="headingMd">
                  {title}
                </Text>
                {refused && (
                  <Banner tone="critical">
                    <Text as="p">{t(refusal?.says ?? 'errors.condition', valuesOf(refusal?.values))}</Text>
                  </Banner>
                )}
                <ConditionEditor editor={editor} gaps={live.gaps} empty={empty} />
              </BlockStack>
            </Card>
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <div className="stays-in-view">{!(emptyIsNobody && asksNothing) && <LiveCountCard live={live} />}</div>
        </Layout.Section>
      </Layout>
    </Names.Provider>
  );
}
