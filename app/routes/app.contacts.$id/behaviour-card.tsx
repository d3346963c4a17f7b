import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { ProfileView } from '../../ui/views/profile-views.ts';
import { KnownLine } from './known-line.tsx';

/** What a contact did, how often and when last. */
export function BehaviourCard({ profile }: { profile: ProfileView }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('dossier.behaviour')}
        </Text>
        {profile.behaviour.length === 0 && <Text as="p">{t('dossier.behaviourEmpty')}</Text>}
        <dl className="facts">
          {profile.behaviour.map(({ kind, times, lastAt, byApi }) => (
            <KnownLine
              key={kind}
              name={t(`did|${kind}`, { keySeparator: '|' })}
              value={format.number(times)}
              source={byApi ? 'api' : sourceOf(kind)}
              at={lastAt}
            />
          ))}
          {profile.searches.length > 0 && (
            <KnownLine name={t('dossier.searches')} value={profile.searches.map((words) => `“${words}”`).join(', ')} />
          )}
        </dl>
      </BlockStack>
    </Card>
  );
}

const sourceOf = (kind: string) =>
  kind.startsWith('message.') ? 'mail' : kind.startsWith('checkout.') ? 'shopify' : 'storefront';
