import { Modal, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { CampaignView } from '../../ui/views/campaign-views.ts';

/** There is no way back from it: what has gone has gone, and the others never get it. */
export function CancelModal(props: {
  counts: NonNullable<CampaignView['counts']>;
  close: () => void;
  cancel: () => void;
}) {
  const { counts, close, cancel } = props;
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Modal
      open
      onClose={close}
      title={t('campaigns.cancelTitle')}
      primaryAction={{ content: t('campaigns.cancel'), destructive: true, onAction: cancel }}
      secondaryActions={[{ content: t('campaigns.goOn'), onAction: close }]}
    >
      <Modal.Section>
        <Text as="p">
          {t('campaigns.cancelText', {
            gone: format.number(counts.submitted + counts.unknown),
            left: format.number(counts.toCome + counts.waiting),
          })}
        </Text>
      </Modal.Section>
    </Modal>
  );
}
