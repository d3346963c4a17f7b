import { BlockStack, Card, Checkbox, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../shop/settings/settings.ts';
import type { Draft } from '../../ui/use-draft.ts';

/** Whether tags are shared with Shopify's customers, and how ours are told from others there. */
export function TagFields({ draft, errors }: { draft: Draft<Settings>; errors: Record<string, string> }) {
  const { t } = useTranslation();
  const { tags } = draft.value;
  const wrong = errors['tags.prefix'];
  return (
    <Card>
      <BlockStack gap="300">
        <Checkbox
          label={t('settings.tagSync')}
          helpText={t('settings.tagSyncHelp')}
          checked={tags.sync}
          onChange={(sync) => draft.change({ tags: { ...tags, sync } })}
        />
        <TextField
          label={t('settings.tagPrefix')}
          helpText={t('settings.tagPrefixHelp', { example: `${tags.prefix}vip` })}
          autoComplete="off"
          maxLength={40}
          disabled={!tags.sync}
          value={tags.prefix}
          onChange={(prefix) => draft.change({ tags: { ...tags, prefix } })}
          {...(wrong ? { error: t(wrong) } : {})}
        />
      </BlockStack>
    </Card>
  );
}
