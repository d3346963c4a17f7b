import { BlockStack, Button, InlineStack, Select, TextField } from '@shopify/polaris';
import { DeleteIcon, PlusIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';
import type { Brand } from '../../shop/settings/brand.ts';

type SocialLink = Brand['social'][number];
type Network = SocialLink['network'];

const NAMES: Record<Network, string> = {
  facebook: 'Facebook',
  instagram: 'Instagram',
  tiktok: 'TikTok',
  youtube: 'YouTube',
  pinterest: 'Pinterest',
  x: 'X',
  linkedin: 'LinkedIn',
  mastodon: 'Mastodon',
  whatsapp: 'WhatsApp',
};
const NETWORKS = Object.keys(NAMES) as Network[];

/** Where a brand is to be found, in the order in which its signs stand. */
export function SocialLinks(props: {
  links: SocialLink[];
  change: (links: SocialLink[]) => void;
  /** of each link that is wrong: what to do */
  errors?: Record<number, string>;
}) {
  const { links, change, errors = {} } = props;
  const { t } = useTranslation();
  const free = NETWORKS.filter((network) => links.every((link) => link.network !== network));
  const put = (index: number, part: Partial<SocialLink>) =>
    change(links.map((link, at) => (at === index ? { ...link, ...part } : link)));
  return (
    <BlockStack gap="300">
      {links.map((link, index) => (
        <div key={link.network} className="mail-social">
          <Select
            label={t('mailEditor.network')}
            labelHidden
            value={link.network}
            options={[link.network, ...free].map((network) => ({ label: NAMES[network], value: network }))}
            onChange={(chosen) => {
              const network = NETWORKS.find((each) => each === chosen);
              if (network) put(index, { network });
            }}
          />
          <TextField
            label={t('mailEditor.addressOf', { name: NAMES[link.network] })}
            labelHidden
            type="url"
            autoComplete="off"
            placeholder="https://"
            maxLength={2000}
            value={link.url}
            onChange={(url) => put(index, { url })}
            {...(errors[index] && { error: errors[index] })}
          />
          <Button
            icon={DeleteIcon}
            variant="tertiary"
            accessibilityLabel={t('mailEditor.removeOf', { name: NAMES[link.network] })}
            onClick={() => change(links.filter((_link, at) => at !== index))}
          />
        </div>
      ))}
      {free[0] && (
        <InlineStack>
          <Button
            icon={PlusIcon}
            onClick={() => {
              const [network] = free;
              if (network) change([...links, { network, url: '' }]);
            }}
          >
            {t('mailEditor.addNetwork')}
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}
