// What each entry of a timeline looks like and says. The words are `timeline.<kind>` of the locales.
import {
  CartIcon,
  ChartVerticalIcon,
  CheckCircleIcon,
  CursorIcon,
  EmailIcon,
  OrderIcon,
  PersonIcon,
  ProductIcon,
  RefreshIcon,
  ReturnIcon,
  SearchIcon,
  ViewIcon,
  XCircleIcon,
} from '@shopify/polaris-icons';

interface Look {
  icon: typeof CartIcon;
  /** warm: near a purchase; decided: concluded by Sandmill, not heard */
  tone?: 'warm' | 'decided';
}

const LOOKS: Readonly<Record<string, Look>> = {
  'page.viewed': { icon: ViewIcon },
  'product.viewed': { icon: ProductIcon },
  'collection.viewed': { icon: ViewIcon },
  'cart.viewed': { icon: CartIcon },
  'search.submitted': { icon: SearchIcon },
  'product.added': { icon: CartIcon, tone: 'warm' },
  'file.downloaded': { icon: ProductIcon },
  'form.sent': { icon: EmailIcon },
  'chat.used': { icon: PersonIcon },
  'event.told': { icon: CheckCircleIcon },
  'contact.recognised': { icon: PersonIcon },
  'cart.changed': { icon: CartIcon },
  'checkout.started': { icon: CartIcon, tone: 'warm' },
  'checkout.changed': { icon: CartIcon },
  'checkout.completed': { icon: CheckCircleIcon, tone: 'warm' },
  'order.placed': { icon: OrderIcon, tone: 'warm' },
  'order.changed': { icon: OrderIcon },
  'order.cancelled': { icon: XCircleIcon },
  'order.refunded': { icon: ReturnIcon },
  'customer.created': { icon: PersonIcon },
  'customer.changed': { icon: PersonIcon },
  'consent.changed': { icon: EmailIcon },
  'automation.changed': { icon: PersonIcon },
  'preference.changed': { icon: EmailIcon },
  'message.submitted': { icon: EmailIcon },
  'message.opened': { icon: EmailIcon, tone: 'warm' },
  'message.loaded': { icon: EmailIcon },
  'message.delivered': { icon: EmailIcon },
  'message.bounced': { icon: ReturnIcon },
  'message.complained': { icon: XCircleIcon },
  'message.replied': { icon: EmailIcon, tone: 'warm' },
  'message.scanned': { icon: EmailIcon },
  'message.clicked': { icon: CursorIcon, tone: 'warm' },
  'rfm.moved': { icon: ChartVerticalIcon, tone: 'decided' },
  'stage.moved': { icon: RefreshIcon, tone: 'decided' },
  'persona.moved': { icon: PersonIcon, tone: 'decided' },
  'temperature.moved': { icon: ChartVerticalIcon, tone: 'decided' },
  'segment.joined': { icon: PersonIcon, tone: 'decided' },
  'segment.left': { icon: PersonIcon, tone: 'decided' },
  'points.earned': { icon: ChartVerticalIcon, tone: 'decided' },
  'points.decayed': { icon: ChartVerticalIcon, tone: 'decided' },
  'points.expired': { icon: ChartVerticalIcon, tone: 'decided' },
  'points.capped': { icon: ChartVerticalIcon, tone: 'decided' },
  'contact.imported': { icon: PersonIcon },
  'contact.added': { icon: PersonIcon },
  'contact.merged': { icon: PersonIcon },
  'customer.merged': { icon: PersonIcon },
  'attribute.told': { icon: PersonIcon },
};

export function lookOf(kind: string): Look {
  return LOOKS[kind] ?? { icon: ViewIcon };
}

/** `source_name` of an order as one of `orderSource` of the locales; other apps have names and numbers of their own. */
export function sourceOf(name: string): string {
  if (name === 'web' || name === 'pos' || name === 'shopify_draft_order') return name;
  if (name.startsWith('subscription')) return 'subscription';
  return ['iphone', 'android', 'shop', 'shop_app'].includes(name) ? 'app' : 'other';
}
