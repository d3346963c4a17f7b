import { BlockStack, Card, InlineStack, Select, Tag, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { MOST_SEGMENTS_NAMED, type Plan } from '../../decide/campaigns/plan.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { useWords } from '../../ui/i18n/use-words.ts';
import type { CampaignEdit, NamedSegment } from '../../ui/views/campaign-views.ts';

interface Props {
  plan: Plan;
  edit: CampaignEdit;
  change: (part: Partial<Plan>) => void;
}

/** Segments less segments; of one that is sent again, those of the first one's recipients. */
export function AudienceCard({ plan, edit, change }: Props) {
  const { t } = useTranslation();
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('campaigns.audience')}
        </Text>
        {plan.resend ? (
          <Text as="p">
            {t(`campaigns.resendTo.${plan.resend.to}`, { name: edit.resent ?? '?', context: edit.channel })}
          </Text>
        ) : (
          <SegmentPicker
            label={t('campaigns.include')}
            add={t('campaigns.addSegment')}
            chosen={plan.include}
            segments={edit.segments}
            taken={plan.exclude}
            change={(include) => change({ include })}
          />
        )}
        <SegmentPicker
          label={t('campaigns.exclude')}
          add={t('campaigns.addSegment')}
          chosen={plan.exclude}
          segments={edit.segments}
          taken={plan.include}
          change={(exclude) => change({ exclude })}
        />
      </BlockStack>
    </Card>
  );
}

function SegmentPicker(props: {
  label: string;
  add: string;
  chosen: readonly string[];
  segments: readonly NamedSegment[];
  taken: readonly string[];
  change: (ids: string[]) => void;
}) {
  const { chosen, segments, taken, change } = props;
  const { t } = useTranslation();
  const say = useWords();
  const format = useFormat();
  const left = segments.filter(({ id }) => !chosen.includes(id) && !taken.includes(id));
  const nameOf = (id: string) => {
    const segment = segments.find((each) => each.id === id);
    return segment ? say(segment.name) : t('campaigns.segmentGone');
  };
  return (
    <BlockStack gap="200">
      <Select
        label={props.label}
        disabled={left.length === 0 || chosen.length >= MOST_SEGMENTS_NAMED}
        options={[
          { label: props.add, value: '' },
          ...left.map(({ id, name, count }) => ({ label: `${say(name)} (${format.number(count)})`, value: id })),
        ]}
        value=""
        onChange={(id) => id && change([...chosen, id])}
      />
      {chosen.length > 0 && (
        <InlineStack gap="200">
          {chosen.map((id) => (
            <Tag key={id} onRemove={() => change(chosen.filter((each) => each !== id))}>
              {nameOf(id)}
            </Tag>
          ))}
        </InlineStack>
      )}
    </BlockStack>
  );
}
