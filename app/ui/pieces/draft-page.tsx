import { TitleBar } from '@shopify/app-bridge-react';
import { Page, type PageProps } from '@shopify/polaris';
import type { SavedDraft } from '../use-saved-draft.ts';
import { SaveBar } from './save-bar.tsx';

interface Props extends PageProps {
  /** of its save bar */
  id: string;
  title: string;
  bar: SavedDraft<object>['bar'];
}

/** A page on which something is edited: Shopify's bar above it saves and discards as long as there is something to save. */
export function DraftPage({ id, bar, children, ...page }: Props) {
  return (
    <Page {...page}>
      <TitleBar title={page.title} />
      <SaveBar id={id} {...bar} />
      {children}
    </Page>
  );
}
