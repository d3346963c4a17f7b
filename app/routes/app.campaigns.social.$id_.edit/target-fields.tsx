import { Banner, BlockStack, FormLayout, Select, Text, TextField } from '@shopify/polaris';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AGES, type Target } from '../../act/social/post-draft.ts';
import { CAPABILITIES, type Network } from '../../platform/social/networks.ts';
import { useSocialWords } from '../../ui/use-social-words.ts';

interface Props {
  network: Network;
  target: Target;
  /** it has a day, so it can have an hour */
  timed: boolean;
  change: (part: Partial<Target>) => void;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const ageList = Array.from({ length: AGES.to - AGES.from + 1 }, (_, index) => AGES.from + index);

/** Whom it is meant for, and what the network can do of that, in words. */
export function TargetFields({ network, target, timed, change }: Props) {
  const { t } = useTranslation();
  const words = useSocialWords();
  const cannot = words.cannot(network, target);
  const { aims } = CAPABILITIES[network];
  const hours = [
    { value: '', label: t('social.postHour') },
    ...HOURS.map((hour) => ({ value: String(hour), label: `${String(hour).padStart(2, '0')}:00` })),
  ];
  const ages = (label: string) => [
    { value: '', label },
    ...ageList.map((age) => ({ value: String(age), label: age === AGES.to ? `${age}+` : String(age) })),
  ];
  const number = (text: string) => (text === '' ? null : Number(text));
  return (
    <BlockStack gap="300">
      <BlockStack gap="050">
        <Text as="h3" variant="headingSm">
          {t('social.forWhom')}
        </Text>
        <Text as="p" tone="subdued">
          {aims.length === 0
            ? t('social.reachesAll', { network: t(`social.network.${network}`) })
            : t('social.canAim', { what: aims.map((aim) => t(`social.aim.${aim}`)).join(', ') })}
        </Text>
      </BlockStack>
      <FormLayout>
        <Listed
          label={t('social.countries')}
          help={t('social.countriesHelp')}
          value={target.countries}
          read={(text) => (/^[a-z]{2}$/i.test(text) ? text.toUpperCase() : null)}
          change={(countries) => change({ countries })}
        />
        <FormLayout.Group condensed>
          <Select
            label={t('social.ageFrom')}
            options={ages(t('social.anyAge'))}
            value={String(target.ageFrom ?? '')}
            onChange={(age) => change({ ageFrom: number(age) })}
          />
          <Select
            label={t('social.ageTo')}
            options={ages(t('social.anyAge'))}
            value={String(target.ageTo ?? '')}
            onChange={(age) => change({ ageTo: number(age) })}
            {...(target.ageFrom !== null &&
              target.ageTo !== null &&
              target.ageFrom > target.ageTo && { error: t('social.problem.ages') })}
          />
        </FormLayout.Group>
        <Listed
          label={t('social.interests')}
          help={t('social.interestsHelp')}
          value={target.interests}
          read={(text) => text.slice(0, 60) || null}
          change={(interests) => change({ interests: interests.slice(0, 10) })}
        />
        {timed && (
          <FormLayout.Group condensed>
            <Select
              label={t('social.hour')}
              options={hours}
              value={String(target.hour ?? '')}
              onChange={(hour) => change({ hour: number(hour) })}
            />
            <Select
              label={t('social.clock')}
              options={[
                { value: 'shop', label: t('social.clockShop') },
                { value: 'theirs', label: t('social.clockTheirs') },
              ]}
              value={target.clock}
              disabled={target.hour === null || target.countries.length === 0}
              onChange={(clock) => change({ clock: clock === 'theirs' ? 'theirs' : 'shop' })}
            />
          </FormLayout.Group>
        )}
      </FormLayout>
      {cannot.length > 0 && (
        <Banner tone="info">
          {cannot.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </Banner>
      )}
    </BlockStack>
  );
}

interface ListedProps {
  label: string;
  help: string;
  value: string[];
  read: (text: string) => string | null;
  change: (value: string[]) => void;
}

/** Several in one field, with commas between; what is not one yet stays in the field. */
function Listed({ label, help, value, read, change }: ListedProps) {
  const [text, setText] = useState(value.join(', '));
  const id = useId();
  const parsed = (from: string) => [...new Set(from.split(',').flatMap((one) => read(one.trim()) ?? []))];
  return (
    <TextField
      id={id}
      label={label}
      helpText={help}
      autoComplete="off"
      value={text}
      onChange={(next) => {
        setText(next);
        change(parsed(next));
      }}
      onBlur={() => setText(parsed(text).join(', '))}
    />
  );
}
