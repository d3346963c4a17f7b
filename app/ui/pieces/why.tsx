import { Box, Button, Popover } from '@shopify/polaris';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A small link beside a number or a name that opens its reason, in one or two sentences with the facts. */
export function Why({ of, align = 'left', children }: { of: string; align?: 'left' | 'right'; children: ReactNode }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      active={open}
      onClose={() => setOpen(false)}
      autofocusTarget="none"
      preferredAlignment={align}
      activator={
        <Button
          variant="plain"
          onClick={() => setOpen(!open)}
          ariaExpanded={open}
          accessibilityLabel={t('word.whyOf', { of })}
        >
          {t('word.why')}
        </Button>
      }
    >
      <Box padding="400" minWidth="240px" maxWidth="320px">
        {children}
      </Box>
    </Popover>
  );
}
