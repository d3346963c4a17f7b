import { ActionList, BlockStack, Box, Button, Popover, Text } from '@shopify/polaris';
import { DeleteIcon, PlusIcon } from '@shopify/polaris-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BLOCK_ICONS } from './block-icons.ts';
import { OFFERED_KINDS } from './fresh-block.ts';
import { isPiece, type MailPlace } from './mail-places.ts';
import { useTree } from './tree-context.ts';

/** All kinds of blocks, and those that were kept. */
export function AddBlock({ label, to, small = false }: { label: string; to: MailPlace; small?: boolean }) {
  const { t } = useTranslation();
  const { document, add, saved, forget } = useTree();
  const [open, setOpen] = useState(false);
  const inColumn = to.columns !== null;
  const hasFooter = document.blocks.some(({ kind }) => kind === 'footer');
  const kinds = OFFERED_KINDS.filter((kind) => {
    if (inColumn) return kind !== 'columns' && kind !== 'footer';
    return kind !== 'footer' || !hasFooter;
  });
  const kept = saved.filter(({ block }) => (inColumn ? isPiece(block) : block.kind !== 'footer' || !hasFooter));
  const put = (what: Parameters<typeof add>[0]) => {
    setOpen(false);
    add(what, to);
  };
  return (
    <Popover
      active={open}
      onClose={() => setOpen(false)}
      // the fields of the new block take the focus
      preventFocusOnClose
      activator={
        <Button
          icon={PlusIcon}
          {...(small && { size: 'slim' as const })}
          disclosure
          accessibilityLabel={label}
          onClick={() => setOpen(!open)}
        >
          {small ? t('mailEditor.addShort') : label}
        </Button>
      }
    >
      <ActionList
        items={kinds.map((kind) => ({
          content: t(`mailEditor.kind.${kind}`),
          icon: BLOCK_ICONS[kind],
          onAction: () => put(kind),
        }))}
      />
      {kept.length > 0 && (
        <Box padding="300" borderBlockStartWidth="025" borderColor="border-secondary">
          <BlockStack gap="100">
            <Text as="h3" variant="headingSm">
              {t('mailEditor.kept')}
            </Text>
            <ul className="mail-fields">
              {kept.map((one) => (
                <li key={one.id} className="mail-kept">
                  <Button variant="tertiary" textAlign="left" fullWidth onClick={() => put(one)}>
                    {one.name}
                  </Button>
                  <Button
                    icon={DeleteIcon}
                    variant="tertiary"
                    accessibilityLabel={t('mailEditor.removeOf', { name: one.name })}
                    onClick={() => forget(one)}
                  />
                </li>
              ))}
            </ul>
          </BlockStack>
        </Box>
      )}
    </Popover>
  );
}
