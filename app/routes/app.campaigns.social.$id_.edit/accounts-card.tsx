import { Banner, BlockStack, Card, Checkbox, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { SocialAccountView } from '../../ui/views/social-views.ts';

interface Props {
  accounts: SocialAccountView[];
  /** of each variant */
  chosen: string[];
  add: (account: string) => void;
  leave: (account: string) => void;
}

/** Where it is to be published. */
export function AccountsCard({ accounts, chosen, add, leave }: Props) {
  const { t } = useTranslation();
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('social.where')}
        </Text>
        {accounts.length === 0 ? (
          <Banner tone="info" action={{ content: t('social.connectFirst'), url: '/app/settings/social' }}>
            <p>{t('social.emptyConnect')}</p>
          </Banner>
        ) : (
          <BlockStack gap="100">
            {accounts.map(({ id, network, name, expired }) => (
              <Checkbox
                key={id}
                label={`${t(`social.network.${network}`)} · ${name}`}
                checked={chosen.includes(id)}
                onChange={(on) => (on ? add(id) : leave(id))}
                {...(expired && { error: t('social.problem.expired') })}
                helpText={t(`social.takes.${network}`)}
              />
            ))}
          </BlockStack>
        )}
        <Text as="p" tone="subdued">
          <Link url="/app/settings/social">{t('nav.social')}</Link>
        </Text>
      </BlockStack>
    </Card>
  );
}
