import { BlockStack, Card, ChoiceList, FormLayout, Text, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Plan, Schedule } from '../../decide/campaigns/plan.ts';

const KINDS = ['now', 'at', 'local', 'best'] as const;

interface Props {
  plan: Plan;
  /** with which a time begins */
  tomorrow: string;
  change: (part: Partial<Plan>) => void;
}

export function ScheduleCard({ plan, tomorrow, change }: Props) {
  const { t } = useTranslation();
  const { schedule } = plan;
  const wall = schedule.kind === 'now' ? tomorrow : schedule.wall;
  const set = (kind: Schedule['kind'], at: string) =>
    change({ schedule: kind === 'now' ? { kind } : { kind, wall: at } });
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('campaigns.when')}
        </Text>
        <ChoiceList
          title={t('campaigns.when')}
          titleHidden
          choices={KINDS.map((kind) => ({
            value: kind,
            label: t(`campaigns.schedule.${kind}`),
            helpText: t(`campaigns.scheduleText.${kind}`),
          }))}
          selected={[schedule.kind]}
          onChange={([kind]) => set(KINDS.find((each) => each === kind) ?? 'now', wall)}
        />
        {schedule.kind !== 'now' && (
          <FormLayout>
            <FormLayout.Group>
              <TextField
                label={t('campaigns.day')}
                type="date"
                autoComplete="off"
                value={wall.slice(0, 10)}
                onChange={(day) => day && set(schedule.kind, `${day}T${wall.slice(11)}`)}
              />
              <TextField
                label={t(schedule.kind === 'best' ? 'campaigns.from' : 'campaigns.hour')}
                type="time"
                autoComplete="off"
                value={wall.slice(11)}
                onChange={(hour) => hour && set(schedule.kind, `${wall.slice(0, 10)}T${hour.slice(0, 5)}`)}
              />
            </FormLayout.Group>
          </FormLayout>
        )}
      </BlockStack>
    </Card>
  );
}
