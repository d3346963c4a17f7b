import { BlockStack, Card, Link, SkeletonBodyText, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { StageTag } from '../pieces/tint-tag.tsx';
import { useNames } from './name-book.ts';
import { useConditionWords } from './use-condition-words.ts';
import type { LiveCount } from './use-live-count.ts';

/** How many it holds for now, and ten of them. */
export function LiveCountCard({ live }: { live: LiveCount }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { answer, counting, counted } = live;
  const words = useConditionWords(useNames().nameOf);
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('editor.now')}
        </Text>
        {counted && <Text as="p">{words(counted)}</Text>}
        <div role="status" aria-live="polite">
          {answer?.ok && !counting && (
            <BlockStack gap="050">
              <Text as="p" variant="heading2xl">
                {answer.about
                  ? t('editor.about', { number: format.number(answer.count) })
                  : format.number(answer.count)}
              </Text>
              <Text as="p" tone="subdued">
                {t('editor.ofContacts', {
                  count: answer.of,
                  number: format.number(answer.of),
                  share: format.percent(answer.of === 0 ? 0 : answer.count / answer.of),
                })}
              </Text>
              {answer.about && (
                <Text as="p" tone="subdued">
                  {t('editor.aboutRange', {
                    from: format.number(answer.about.from),
                    to: format.number(answer.about.to),
                    looked: format.number(answer.about.looked),
                  })}
                </Text>
              )}
            </BlockStack>
          )}
          {counting && (
            <Text as="p" tone="subdued">
              {t('editor.counting')}
            </Text>
          )}
          {!counting && answer && !answer.ok && (
            <Text as="p" tone="subdued">
              {t('editor.gaps', { count: answer.gaps.length })}
            </Text>
          )}
        </div>
        {!answer && <SkeletonBodyText lines={6} />}
        {answer?.ok && answer.sample.length > 0 && (
          <div className="condition-sample" aria-busy={counting}>
            <Text as="h3" variant="headingSm">
              {t('editor.sample')}
            </Text>
            <ul>
              {answer.sample.map((contact) => (
                <li key={contact.id}>
                  <span className="condition-sample-name">
                    <Link url={`/app/contacts/${contact.id}`} monochrome removeUnderline>
                      {contact.name || contact.email || t('contacts.anonymous')}
                    </Link>
                    {contact.name && contact.email && <span className="row-quiet">{contact.email}</span>}
                  </span>
                  <StageTag stage={contact.stage} />
                </li>
              ))}
            </ul>
          </div>
        )}
      </BlockStack>
    </Card>
  );
}
