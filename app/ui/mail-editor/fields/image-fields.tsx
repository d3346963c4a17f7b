import { Checkbox, FormLayout } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { LiquidTextField } from '../liquid-text-field.tsx';
import { AlignField } from './align-field.tsx';
import type { FieldsOf } from './fields-of.ts';
import { WholeField } from './whole-field.tsx';

export function ImageFields({ block, put }: FieldsOf<'image'>) {
  const { t } = useTranslation();
  return (
    <FormLayout>
      <LiquidTextField
        label={t('mailEditor.picture')}
        helpText={t('mailEditor.pictureHelp')}
        placeholder="https://"
        maxLength={2000}
        value={block.src}
        change={(src) => put({ src })}
      />
      {!block.decorative && (
        <LiquidTextField
          label={t('mailEditor.alt')}
          helpText={t('mailEditor.altHelp')}
          maxLength={500}
          value={block.alt}
          change={(alt) => put({ alt })}
        />
      )}
      <Checkbox
        label={t('mailEditor.decorative')}
        helpText={t('mailEditor.decorativeHelp')}
        checked={block.decorative}
        onChange={(decorative) => put({ decorative })}
      />
      <LiquidTextField
        label={t('mailEditor.leadsTo')}
        placeholder="https://"
        maxLength={2000}
        value={block.href}
        change={(href) => put({ href })}
      />
      <WholeField
        label={t('mailEditor.width')}
        suffix="%"
        min={10}
        max={100}
        value={block.width}
        change={(width) => put({ width })}
      />
      <AlignField align={block.align} change={(align) => put({ align })} />
    </FormLayout>
  );
}
