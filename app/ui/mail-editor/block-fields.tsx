import { BlockStack, Checkbox, Divider, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Block } from '../../act/messages/templates/design/document.ts';
import { AnyFields } from './fields/any-fields.tsx';
import { ColumnsFields } from './fields/columns-fields.tsx';
import { FooterFields, SocialFields } from './fields/ending-fields.tsx';
import { ImageFields } from './fields/image-fields.tsx';
import { ArticlesFields, CountdownFields, CouponFields } from './fields/offer-fields.tsx';
import { ProductsFields } from './fields/products-fields.tsx';
import { ButtonFields, HeadingFields, TextFields } from './fields/written-fields.tsx';
import type { MailEdit } from './mail-edit.ts';

/** What can be said of a block, beneath its name in the list. */
export function BlockFields(props: { block: Block; name: string; edit: (step: MailEdit) => void }) {
  const { block, name, edit } = props;
  const put = (part: object) =>
    // a part is of the kind of the block: each kind of fields says so
    edit({ do: 'put', block: { ...block, ...part } as Block, key: Object.keys(part).join(' ') });
  return (
    <BlockStack gap="400">
      <KindFields {...props} put={put} />
      {block.kind !== 'divider' && <Divider />}
      <AnyFields block={block} name={name} put={put} />
    </BlockStack>
  );
}

function KindFields({
  block,
  edit,
  put,
}: {
  block: Block;
  edit: (step: MailEdit) => void;
  put: (part: object) => void;
}) {
  const { t } = useTranslation();
  switch (block.kind) {
    case 'text':
      return <TextFields block={block} put={put} />;
    case 'heading':
      return <HeadingFields block={block} put={put} />;
    case 'image':
      return <ImageFields block={block} put={put} />;
    case 'button':
      return <ButtonFields block={block} put={put} />;
    case 'divider':
      return <Checkbox label={t('mailEditor.line')} checked={block.line} onChange={(line) => put({ line })} />;
    case 'products':
      return <ProductsFields block={block} put={put} />;
    case 'articles':
      return <ArticlesFields block={block} put={put} />;
    case 'coupon':
      return <CouponFields block={block} put={put} />;
    case 'countdown':
      return <CountdownFields block={block} put={put} />;
    case 'social':
      return <SocialFields block={block} put={put} />;
    case 'footer':
      return <FooterFields block={block} put={put} />;
    case 'columns':
      return <ColumnsFields block={block} shape={(widths) => edit({ do: 'columns', id: block.id, widths })} />;
    case 'html':
      return (
        <TextField
          label={t('mailEditor.html')}
          helpText={t('mailEditor.htmlHelp')}
          autoComplete="off"
          multiline={12}
          monospaced
          maxLength={200_000}
          value={block.html}
          onChange={(html) => put({ html })}
        />
      );
    default:
      return block satisfies never;
  }
}
