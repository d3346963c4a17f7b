import { Banner, BlockStack, Button, ButtonGroup, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { PostPicture } from '../../ui/pieces/post-picture.tsx';
import { VariantState } from '../../ui/pieces/post-state.tsx';
import { useSocialWords } from '../../ui/use-social-words.ts';
import type { Settlement, SocialVariantView } from '../../ui/views/social-views.ts';

const NUMBERS = ['likes', 'comments', 'shares', 'clicks', 'reach'] as const;

interface Props {
  variant: SocialVariantView;
  busy: boolean;
  settle: (said: Settlement) => void;
}

/** One variant: where and for whom, what became of it and why, and how it was taken. */
export function VariantCard({ variant, busy, settle }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useSocialWords();
  const { network, account, state, due, reason, target, publishedAt, url } = variant;
  const audience = network && words.audience(network, target);
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <div className="post-columns">
        <BlockStack gap="300">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingMd">
              {account ?? t('social.accountGone')}
            </Text>
            <VariantState state={state} />
          </InlineStack>
          <dl className="plan-lines">
            <div>
              <dt>{t('social.forWhom')}</dt>
              <dd>{audience ?? t('social.everybody')}</dd>
            </div>
            {publishedAt !== null ? (
              <div>
                <dt>{t('social.publishedAt')}</dt>
                <dd>
                  {format.moment(publishedAt)}{' '}
                  {url && (
                    <Link url={url} target="_blank">
                      {t('social.look')}
                    </Link>
                  )}
                </dd>
              </div>
            ) : (
              due !== null && (
                <div>
                  <dt>{t('campaigns.when')}</dt>
                  <dd>{format.moment(due)}</dd>
                </div>
              )
            )}
          </dl>
          {network &&
            words.cannot(network, target).map((sentence) => (
              <Text key={sentence} as="p" tone="subdued">
                {sentence}
              </Text>
            ))}
          {reason && state === 'queued' && (
            <Text as="p" tone="subdued">
              {words.why(reason)}
            </Text>
          )}
          {state === 'refused' && (
            <Banner tone="critical" title={t('social.notPublished')}>
              <BlockStack gap="200" inlineAlign="start">
                {reason && <p>{words.why(reason)}</p>}
                <Button onClick={() => settle('again')} disabled={busy}>
                  {t('social.settle.again')}
                </Button>
              </BlockStack>
            </Banner>
          )}
          {state === 'unknown' && (
            <Banner tone="warning" title={t('social.uncertain')}>
              <BlockStack gap="200">
                <p>{t('social.uncertainText')}</p>
                {reason && <p>{words.why(reason)}</p>}
                <ButtonGroup>
                  <Button onClick={() => settle('there')} disabled={busy}>
                    {t('social.settle.there')}
                  </Button>
                  <Button onClick={() => settle('not_there')} disabled={busy}>
                    {t('social.settle.not_there')}
                  </Button>
                </ButtonGroup>
              </BlockStack>
            </Banner>
          )}
          {state === 'published' && <Results variant={variant} />}
        </BlockStack>
        {network && account && (
          <PostPicture
            network={network}
            account={account}
            text={variant.text}
            picture={variant.picture}
            alt={variant.alt}
            link={variant.link}
          />
        )}
      </div>
    </Card>
  );
}

function Results({ variant: { results, resultsAt, readable } }: { variant: SocialVariantView }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!results || resultsAt === null)
    return (
      <Text as="p" tone="subdued">
        {t(readable ? 'social.resultsLater' : 'social.resultsNever')}
      </Text>
    );
  return (
    <BlockStack gap="100">
      <dl className="post-results">
        {NUMBERS.map((name) => (
          <div key={name}>
            <dt>{t(`social.results.${name}`)}</dt>
            <dd>{results[name] === null ? t('social.untold') : format.number(results[name])}</dd>
          </div>
        ))}
      </dl>
      <Text as="p" tone="subdued">
        {t('social.resultsAt', { moment: format.moment(resultsAt) })}
      </Text>
    </BlockStack>
  );
}
