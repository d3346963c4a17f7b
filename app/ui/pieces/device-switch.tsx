import { Button, ButtonGroup } from '@shopify/polaris';
import { DesktopIcon, MobileIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';

export type Device = 'phone' | 'desktop';

/** How wide a preview is shown; on a phone there is nothing to choose. */
export function DeviceSwitch({ device, change }: { device: Device; change: (device: Device) => void }) {
  const { t } = useTranslation();
  return (
    <div className="device-switch">
      <ButtonGroup variant="segmented">
        <Button
          icon={DesktopIcon}
          pressed={device === 'desktop'}
          onClick={() => change('desktop')}
          accessibilityLabel={t('word.desktop')}
        />
        <Button
          icon={MobileIcon}
          pressed={device === 'phone'}
          onClick={() => change('phone')}
          accessibilityLabel={t('word.phone')}
        />
      </ButtonGroup>
    </div>
  );
}
