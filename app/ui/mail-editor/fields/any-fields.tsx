import { BlockStack, Button, Checkbox, InlineGrid, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Block } from '../../../act/messages/templates/design/document.ts';
import { useConditionWords } from '../../conditions/use-condition-words.ts';
import { useNames } from '../../conditions/name-book.ts';
import { ConditionModal } from '../condition-modal.tsx';
import { ColourField } from './colour-field.tsx';
import { WholeField } from './whole-field.tsx';

const PAPER = '#ffffff';

/** What every block can have: room, a ground of its own, and for whom it is shown. */
export function AnyFields({
  block,
  name,
  put,
}: {
  block: Block;
  name: string;
  put: (part: Partial<Pick<Block, 'space' | 'ground' | 'condition'>>) => void;
}) {
  const { t } = useTranslation();
  const words = useConditionWords(useNames().nameOf);
  const [choosing, setChoosing] = useState(false);
  const { condition } = block;
  return (
    <BlockStack gap="300">
      <InlineGrid columns={2} gap="300">
        <WholeField
          label={t('mailEditor.space')}
          suffix="px"
          min={0}
          max={96}
          value={block.space}
          change={(space) => put({ space })}
        />
        {block.ground !== null && (
          <ColourField label={t('mailEditor.ground')} value={block.ground} change={(ground) => put({ ground })} />
        )}
      </InlineGrid>
      <Checkbox
        label={t('mailEditor.ownGround')}
        checked={block.ground !== null}
        onChange={(own) => put({ ground: own ? PAPER : null })}
      />
      {block.kind !== 'footer' && (
        <BlockStack gap="100">
          <Text as="p" fontWeight="medium">
            {t('mailEditor.shownTo')}
          </Text>
          <Text as="p" tone="subdued">
            {condition ? words(condition) : t('mailEditor.everybody')}
          </Text>
          <InlineStack gap="200">
            <Button onClick={() => setChoosing(true)}>{t('mailEditor.choosePeople')}</Button>
            {condition && (
              <Button variant="tertiary" onClick={() => put({ condition: null })}>
                {t('mailEditor.toEverybody')}
              </Button>
            )}
          </InlineStack>
          {choosing && (
            <ConditionModal
              title={t('mailEditor.whoSees', { name })}
              condition={condition}
              close={() => setChoosing(false)}
              put={(next) => {
                setChoosing(false);
                put({ condition: next });
              }}
            />
          )}
        </BlockStack>
      )}
    </BlockStack>
  );
}
