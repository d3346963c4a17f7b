import { Button, ButtonGroup } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { LOCALES, type Locale } from '../i18n/locale-of.ts';

/** In which language a preview is shown. */
export function LocaleSwitch({ locale, change }: { locale: Locale; change: (locale: Locale) => void }) {
  const { t } = useTranslation();
  return (
    <ButtonGroup variant="segmented">
      {LOCALES.map((each) => (
        <Button
          key={each}
          pressed={each === locale}
          onClick={() => change(each)}
          accessibilityLabel={`${each.toUpperCase()} · ${t(`word.${each}`)}`}
        >
          {each.toUpperCase()}
        </Button>
      ))}
    </ButtonGroup>
  );
}
