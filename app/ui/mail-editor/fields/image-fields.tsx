import { Checkbox, FormLayout } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { PictureField } from '../../pieces/picture-field.tsx';
import { AlignField } from './align-field.tsx';
import type { FieldsOf } from './fields-of.ts';
import { LineField } from './line-field.tsx';
import { WholeField } from './whole-field.tsx';

export function ImageFields({ block, put }: FieldsOf<'image'>) {
  const { t } = useTranslation();
  return (
    <FormLayout>
      <PictureField value={block.src} alt={block.alt} change={(src) => put({ src })}>
        <LineField name="picture" value={block.src} change={(src) => put({ src })} address />
      </PictureField>
      {!block.decorative && <LineField name="alt" value={block.alt} change={(alt) => put({ alt })} />}
      <Checkbox
        label={t('mailEditor.decorative')}
        helpText={t('mailEditor.decorativeHelp')}
        checked={block.decorative}
        onChange={(decorative) => put({ decorative })}
      />
      <LineField name="leadsTo" value={block.href} change={(href) => put({ href })} address />
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
