import {
  BlockStack,
  Button,
  Card,
  Divider,
  FormLayout,
  InlineStack,
  Link,
  Select,
  Text,
  TextField,
} from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { metricsOf, MOST_VARIANTS, type Plan, type PlannedVariant } from '../../decide/campaigns/plan.ts';
import type { Channel } from '../../listen/facts/fact.ts';
import { MailPicture } from '../../ui/mail-editor/mail-picture.tsx';
import { ShortPicture } from '../../ui/pieces/short-picture.tsx';
import type { NamedTemplate } from '../../ui/views/campaign-views.ts';

const IDS = ['a', 'b', 'c', 'd', 'e'];
/** With which a test begins, by what is known soonest. */
const freshTest = (channel: Channel) => ({ share: 300, metric: metricsOf(channel)[0] ?? 'clicked', hours: 4 });

interface Props {
  plan: Plan;
  channel: Channel;
  templates: readonly NamedTemplate[];
  change: (part: Partial<Plan>) => void;
}

/** What goes out; more than one to be tried against each other. */
export function ContentCard({ plan, channel, templates, change }: Props) {
  const { t } = useTranslation();
  const { variants } = plan;
  const several = variants.length > 1;
  const set = (id: string, part: Partial<PlannedVariant>) =>
    change({ variants: variants.map((variant) => (variant.id === id ? { ...variant, ...part } : variant)) });
  const add = () => {
    const id = IDS.find((each) => !variants.some((variant) => variant.id === each));
    const [first] = variants;
    if (id && first)
      change({ variants: [...variants, { ...first, id, subject: '' }], test: plan.test ?? freshTest(channel) });
  };
  const remove = (id: string) => {
    const left = variants.filter((variant) => variant.id !== id);
    change({ variants: left, ...(left.length < 2 && { test: null }) });
  };
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t('campaigns.content')}
          </Text>
          <Link url={pathOf(channel)}>{t(channel === 'email' ? 'nav.templates' : 'texts.title')}</Link>
        </InlineStack>
        {variants.map((variant, index) => (
          <BlockStack gap="400" key={variant.id}>
            {index > 0 && <Divider />}
            {several && (
              <InlineStack align="space-between" blockAlign="center">
                <span className="variant-head" aria-label={t('campaigns.variant', { name: variant.id.toUpperCase() })}>
                  {variant.id.toUpperCase()}
                </span>
                <Button
                  variant="plain"
                  onClick={() => remove(variant.id)}
                  accessibilityLabel={t('campaigns.removeVariant', { name: variant.id.toUpperCase() })}
                >
                  {t('word.remove')}
                </Button>
              </InlineStack>
            )}
            <VariantFields variant={variant} channel={channel} several={several} templates={templates} set={set} />
          </BlockStack>
        ))}
        {variants.length < MOST_VARIANTS && (
          <div>
            <Button onClick={add}>{t('campaigns.addVariant')}</Button>
          </div>
        )}
      </BlockStack>
    </Card>
  );
}

function VariantFields(props: {
  variant: PlannedVariant;
  channel: Channel;
  several: boolean;
  templates: readonly NamedTemplate[];
  set: (id: string, part: Partial<PlannedVariant>) => void;
}) {
  const { variant, channel, several, templates, set } = props;
  const { t } = useTranslation();
  const { id } = variant;
  const chosen = templates.find((template) => template.id === variant.template);
  // a subject and a name in From are a mail's
  const isMail = channel === 'email';
  return (
    <FormLayout>
      <Select
        label={t('campaigns.template')}
        options={[
          { label: t('campaigns.chooseTemplate'), value: '' },
          ...templates.map((template) => ({
            label: template.version === 0 ? t('campaigns.notReady', { name: template.name }) : template.name,
            value: template.id,
          })),
        ]}
        value={chosen ? variant.template : ''}
        onChange={(template) => set(id, { template })}
        {...(templates.length === 0
          ? { helpText: t('campaigns.noTemplates', isMail ? {} : { context: 'short' }) }
          : {})}
        {...(chosen?.version === 0
          ? {
              error: (
                <>
                  {t('campaigns.makeReady')}{' '}
                  <Link url={`${pathOf(channel)}/${chosen.id}`}>{t('campaigns.openTemplate')}</Link>
                </>
              ),
            }
          : {})}
      />
      {chosen && isMail && <MailPicture whole of={{ template: chosen.id }} name={chosen.name} />}
      {chosen && !isMail && <ShortPicture of={{ template: chosen.id }} />}
      {isMail && (
        <TextField
          label={t('campaigns.subject')}
          autoComplete="off"
          maxLength={500}
          placeholder={t('campaigns.asTemplate')}
          helpText={t('campaigns.subjectHelp')}
          value={variant.subject}
          onChange={(subject) => set(id, { subject })}
        />
      )}
      {isMail && (
        <TextField
          label={t('campaigns.sender')}
          autoComplete="off"
          maxLength={100}
          placeholder={t('campaigns.asShop')}
          value={variant.senderName}
          onChange={(senderName) => set(id, { senderName })}
        />
      )}
      {several && (
        <TextField
          label={t('campaigns.later')}
          type="number"
          min={0}
          max={72}
          autoComplete="off"
          value={String(variant.later)}
          onChange={(text) => set(id, { later: within(text, 0, 72) })}
        />
      )}
    </FormLayout>
  );
}

/** Where templates of a channel are edited. */
const pathOf = (channel: Channel) => (channel === 'email' ? '/app/campaigns/templates' : '/app/campaigns/texts');

const within = (text: string, least: number, most: number) =>
  Math.min(most, Math.max(least, Math.round(Number(text) || 0)));
