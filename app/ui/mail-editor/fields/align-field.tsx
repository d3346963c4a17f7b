import { Button, ButtonGroup } from '@shopify/polaris';
import { TextAlignCenterIcon, TextAlignLeftIcon, TextAlignRightIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';

const ICONS = { left: TextAlignLeftIcon, center: TextAlignCenterIcon, right: TextAlignRightIcon } as const;
type Align = keyof typeof ICONS;

export function AlignField({ align, change }: { align: Align; change: (align: Align) => void }) {
  const { t } = useTranslation();
  return (
    <div role="group" aria-label={t('mailEditor.align')}>
      <ButtonGroup variant="segmented">
        {(Object.keys(ICONS) as Align[]).map((each) => (
          <Button
            key={each}
            icon={ICONS[each]}
            pressed={each === align}
            accessibilityLabel={t(`mailEditor.aligned.${each}`)}
            onClick={() => change(each)}
          />
        ))}
      </ButtonGroup>
    </div>
  );
}
