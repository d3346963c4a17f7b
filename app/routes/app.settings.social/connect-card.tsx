import { useFetcher } from '@remix-run/react';
import { Banner, Button, Card, FormLayout, Select, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isNetwork, NETWORKS, type Network } from '../../platform/social/networks.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';

/** A token is pasted, tried at once, and kept sealed. */
export function ConnectCard() {
  const { t } = useTranslation();
  const fetcher = useFetcher<ActionAnswer>();
  useToastOf(fetcher);
  const [network, setNetwork] = useState<Network>('facebook');
  const [token, setToken] = useState('');
  const [server, setServer] = useState('');
  const [organization, setOrganization] = useState('');
  const errors = fetcher.data?.errors ?? {};
  const wrong = (field: string) => (errors[field] ? { error: t(errors[field]) } : {});
  const said = fetcher.data?.values?.['words'];
  const connect = () =>
    fetcher.submit(JSON.stringify({ connect: { network, token, server, organization } }), {
      method: 'post',
      encType: 'application/json',
    });
  return (
    <Card>
      <FormLayout>
        <Select
          label={t('social.networkTitle')}
          options={NETWORKS.map((name) => ({ value: name, label: t(`social.network.${name}`) }))}
          value={network}
          onChange={(name) => isNetwork(name) && setNetwork(name)}
        />
        <Text as="p" tone="subdued">
          {t(`social.how.${network}`)}
        </Text>
        {network === 'mastodon' && (
          <TextField
            label={t('social.server')}
            autoComplete="off"
            placeholder="mastodon.social"
            value={server}
            onChange={setServer}
            {...wrong('server')}
          />
        )}
        {network === 'linkedin' && (
          <TextField
            label={t('social.organization')}
            autoComplete="off"
            inputMode="numeric"
            value={organization}
            onChange={setOrganization}
            helpText={t('social.organizationHelp')}
            {...wrong('organization')}
          />
        )}
        <TextField
          label={t('social.token')}
          type="password"
          autoComplete="off"
          value={token}
          onChange={setToken}
          helpText={t('social.tokenHelp')}
          {...wrong('token')}
        />
        {typeof said === 'string' && fetcher.state === 'idle' && (
          <Banner tone="warning">
            <p>{t('mailSender.said', { words: said })}</p>
          </Banner>
        )}
        <Button variant="primary" onClick={connect} loading={fetcher.state !== 'idle'}>
          {t('social.connect')}
        </Button>
      </FormLayout>
    </Card>
  );
}
