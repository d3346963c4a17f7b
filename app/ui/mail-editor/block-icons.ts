import type { IconSource } from '@shopify/polaris';
import {
  BlogIcon,
  ButtonIcon,
  ClockIcon,
  CodeIcon,
  DiscountIcon,
  ImageIcon,
  LayoutColumns2Icon,
  LayoutFooterIcon,
  MinusIcon,
  ProductIcon,
  ShareIcon,
  TextBlockIcon,
  TextTitleIcon,
} from '@shopify/polaris-icons';
import type { BlockKind } from '../../act/messages/templates/design/document.ts';

export const BLOCK_ICONS: Record<BlockKind, IconSource> = {
  text: TextBlockIcon,
  heading: TextTitleIcon,
  image: ImageIcon,
  button: ButtonIcon,
  columns: LayoutColumns2Icon,
  divider: MinusIcon,
  products: ProductIcon,
  articles: BlogIcon,
  coupon: DiscountIcon,
  countdown: ClockIcon,
  social: ShareIcon,
  html: CodeIcon,
  footer: LayoutFooterIcon,
};
