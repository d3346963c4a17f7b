// Fields of the blocks that are words: text, heading, button.
import { BlockStack, Checkbox, FormLayout, Select, SkeletonBodyText } from '@shopify/polaris';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { AlignField } from './align-field.tsx';
import type { FieldsOf } from './fields-of.ts';
import { LineField } from './line-field.tsx';

// the largest part of the editor, and only texts need it
const RichText = lazy(() => import('../rich-text.tsx').then((module) => ({ default: module.RichText })));

export function TextFields({ block, put }: FieldsOf<'text'>) {
  const { t } = useTranslation();
  return (
    <BlockStack gap="300">
      <Suspense fallback={<SkeletonBodyText lines={4} />}>
        <RichText label={t('mailEditor.words')} html={block.html} change={(html) => put({ html })} />
      </Suspense>
      <AlignField align={block.align} change={(align) => put({ align })} />
    </BlockStack>
  );
}

export function HeadingFields({ block, put }: FieldsOf<'heading'>) {
  const { t } = useTranslation();
  return (
    <FormLayout>
      <LineField name="words" value={block.text} change={(text) => put({ text })} />
      <Select
        label={t('mailEditor.level')}
        value={String(block.level)}
        options={[1, 2, 3].map((level) => ({ label: t(`mailEditor.levels.${level}`), value: String(level) }))}
        onChange={(level) => put({ level: level === '1' ? 1 : level === '2' ? 2 : 3 })}
      />
      <AlignField align={block.align} change={(align) => put({ align })} />
    </FormLayout>
  );
}

export function ButtonFields({ block, put }: FieldsOf<'button'>) {
  const { t } = useTranslation();
  return (
    <FormLayout>
      <LineField name="words" value={block.text} change={(text) => put({ text })} />
      <LineField name="leadsTo" value={block.href} change={(href) => put({ href })} address />
      <Select
        label={t('mailEditor.look')}
        value={block.look}
        options={(['filled', 'outline'] as const).map((look) => ({
          label: t(`mailEditor.looks.${look}`),
          value: look,
        }))}
        onChange={(look) => put({ look: look === 'outline' ? 'outline' : 'filled' })}
      />
      <Checkbox label={t('mailEditor.wide')} checked={block.wide} onChange={(wide) => put({ wide })} />
      {!block.wide && <AlignField align={block.align} change={(align) => put({ align })} />}
    </FormLayout>
  );
}
