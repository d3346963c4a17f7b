import { Badge, BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { isBeforehand } from '../../decide/campaigns/states.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { MailPicture } from '../../ui/mail-editor/mail-picture.tsx';
import { ShortPicture } from '../../ui/pieces/short-picture.tsx';
import type { CampaignView, VariantView } from '../../ui/views/campaign-views.ts';

/** What goes out; of several, how each does. */
export function VariantsCard({ view }: { view: CampaignView }) {
  const { t } = useTranslation();
  const { variants, test, state } = view;
  const out = !isBeforehand(state);
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t(test ? 'campaigns.test' : 'campaigns.content')}
        </Text>
        {test && out && <Verdict view={view} test={test} />}
        <ul className="arms">
          {variants.map((variant) => (
            <li key={variant.id}>
              <Arm variant={variant} view={view} out={out} />
            </li>
          ))}
        </ul>
      </BlockStack>
    </Card>
  );
}

function Verdict({ view, test }: { view: CampaignView; test: NonNullable<CampaignView['test']> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = (test.winner ?? test.leader ?? '').toUpperCase();
  const words = test.decided
    ? t(test.certain ? 'campaigns.won' : 'campaigns.ledAtEnd', { name })
    : test.leader === null
      ? t('campaigns.nothingYet')
      : t(test.certainNow ? 'campaigns.better' : 'campaigns.notCertain', { name });
  return (
    <BlockStack gap="100">
      <Text as="p">{words}</Text>
      <Text as="p" tone="subdued">
        {[
          `${t('campaigns.metric')} ${t(`campaigns.metrics.${test.metric}`, { context: view.channel })}`,
          !test.decided && test.endsAt !== null && view.state !== 'done'
            ? t('campaigns.testEnds', { moment: format.moment(test.endsAt) })
            : null,
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
    </BlockStack>
  );
}

/** As it goes out, or went. */
function Picture({ variant, name, view }: { variant: VariantView; name: string; view: CampaignView }) {
  const { template, version } = variant;
  const of = { template, ...(version !== null && { version: String(version) }) };
  return view.channel === 'email' ? <MailPicture whole of={of} name={name} /> : <ShortPicture of={of} />;
}

function Arm({ variant, view, out }: { variant: VariantView; view: CampaignView; out: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const several = view.variants.length > 1;
  const rate = variant.sent === 0 ? 0 : variant.did / variant.sent;
  const told = [
    variant.subject ? t('word.quoted', { text: variant.subject }) : null,
    variant.senderName ? t('campaigns.from_name', { name: variant.senderName }) : null,
    variant.later > 0 ? t('campaigns.laterBy', { count: variant.later }) : null,
  ].filter(Boolean);
  return (
    <BlockStack gap="200">
      <InlineStack gap="300" blockAlign="center" wrap={false}>
        {several && <span className="variant-head">{variant.id.toUpperCase()}</span>}
        <BlockStack>
          <Text as="span" fontWeight="semibold">
            {variant.templateName ?? t('campaigns.noTemplate')}
          </Text>
          {told.length > 0 && <Text as="span">{told.join(' · ')}</Text>}
        </BlockStack>
        {variant.verdict === 'winner' && <Badge tone="success">{t('campaigns.winner')}</Badge>}
      </InlineStack>
      {out && several && (
        <div>
          <Text as="p">
            {t('campaigns.rateOf', {
              rate: format.percent(rate),
              did: format.number(variant.did),
              sent: format.number(variant.sent),
            })}
          </Text>
          <div className="arm-bar" aria-hidden="true">
            <span style={{ width: `${Math.min(100, rate * 100)}%` }} />
          </div>
        </div>
      )}
      {variant.templateName !== null && <Picture variant={variant} name={variant.templateName} view={view} />}
    </BlockStack>
  );
}
