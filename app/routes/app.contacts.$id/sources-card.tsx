import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { ProfileView, TouchLine } from '../../ui/views/profile-views.ts';
import { KnownLine } from './known-line.tsx';

/** Where a contact came from, first and last: the visits whose origin is known. Each order says its own in the timeline. */
export function SourcesCard({ profile }: { profile: ProfileView }) {
  const { t } = useTranslation();
  const { first, last } = profile;
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('dossier.sources')}
        </Text>
        {!first && !last && <Text as="p">{t('dossier.sourcesEmpty')}</Text>}
        <dl className="facts">
          {first && <KnownLine name={t('dossier.first')} value={<Came touch={first} />} at={first.at} />}
          {last && <KnownLine name={t('dossier.last')} value={<Came touch={last} />} at={last.at} />}
        </dl>
      </BlockStack>
    </Card>
  );
}

function Came({ touch }: { touch: TouchLine }) {
  const { t } = useTranslation();
  const { source, medium, campaign, landing, referrer } = touch;
  const more = [
    landing && t('dossier.landing', { page: landing }),
    referrer && t('dossier.referrer', { page: referrer }),
  ].filter(Boolean);
  return (
    <>
      {[source, medium, campaign].filter(Boolean).join(' · ')}
      {more.length > 0 && (
        <Text as="p" variant="bodySm" tone="subdued" breakWord>
          {more.join(', ')}
        </Text>
      )}
    </>
  );
}
