import type { AppProviderProps } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';

type PolarisWords = Exclude<AppProviderProps['i18n'], readonly unknown[]>;

/** Polaris' own words in the language of the page. */
export function usePolarisWords(): PolarisWords {
  const { i18n } = useTranslation();
  return i18n.getResourceBundle(i18n.language, 'polaris') as PolarisWords;
}
