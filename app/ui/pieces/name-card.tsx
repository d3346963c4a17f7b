import { Card, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';

interface Props {
  name: string;
  change: (name: string) => void;
  /** key of the words beside it */
  error: string | undefined;
}

/** What a campaign or a post is called. */
export function NameCard({ name, change, error }: Props) {
  const { t } = useTranslation();
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <TextField
        label={t('campaigns.name')}
        helpText={t('campaigns.nameHelp')}
        autoComplete="off"
        maxLength={100}
        value={name}
        onChange={change}
        {...(error !== undefined && { error: t(error) })}
      />
    </Card>
  );
}
