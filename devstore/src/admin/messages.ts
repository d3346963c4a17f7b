/** What App Bridge (in the app's frame) and the admin say to each other. */
export interface BarButton {
  id: string;
  label: string;
  primary: boolean;
  disabled: boolean;
}

export interface NavLink {
  href: string;
  label: string;
}

export interface PickerOptions {
  type: 'product' | 'variant' | 'collection';
  multiple?: boolean | number;
  query?: string;
  /** What is ticked at the beginning; a product may name the variants that are. */
  selectionIds?: { id: string; variants?: { id: string }[] }[];
  action?: 'add' | 'select';
  filter?: { hidden?: boolean; variants?: boolean; draft?: boolean; archived?: boolean; query?: string };
}

export interface ScopesDetail {
  granted: string[];
  required: string[];
  optional: string[];
}

export interface BridgeCalls {
  idToken: undefined;
  toast: { id: string; message: string; isError: boolean; duration: number; action: string | null };
  hideToast: { id: string };
  loading: { on: boolean };
  saveBar: { shown: boolean };
  leaveConfirmation: undefined;
  discardConfirmation: undefined;
  user: undefined;
  scopesQuery: undefined;
  scopesRequest: { scopes: string[] };
  scopesRevoke: { scopes: string[] };
  nav: { links: NavLink[] };
  titleBar: { title: string; buttons: BarButton[]; breadcrumb: BarButton | null } | null;
  navigated: { path: string; title: string };
  open: { url: string; target: string };
  resourcePicker: PickerOptions;
}

export type BridgeCall = {
  [Name in keyof BridgeCalls]: { devstore: true; id: number; call: Name; data: BridgeCalls[Name] };
}[keyof BridgeCalls];

export type AdminMessage =
  | { devstore: true; reply: number; result: unknown; error?: string }
  | { devstore: true; event: 'navigate'; path: string }
  | { devstore: true; event: 'save' | 'discard' }
  | { devstore: true; event: 'titleButton'; id: string }
  | { devstore: true; event: 'toastAction' | 'toastDismiss'; id: string };
