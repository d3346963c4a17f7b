import type { Devstore } from '../src/devstore.ts';
import { askApp } from './ask-app.ts';

/** An account that stands for one on Mastodon, and a post that is scheduled for the day after tomorrow. */
export async function planPost(devstore: Devstore): Promise<void> {
  const { store, clock, config } = devstore;
  await askApp(devstore, 'app.settings.social', '/app/settings/social', {
    connect: { network: 'mastodon', token: 'local-demo', server: 'mastodon.example', organization: '' },
  });
  const made = await askApp(devstore, 'app.campaigns.social._index', '/app/campaigns/social', {
    name: 'Coffee at the weekend',
  });
  const id = /\/social\/([^/]+)\/edit/.exec(made.headers.get('x-remix-redirect') ?? made.url)?.[1];
  if (id === undefined) throw new Error('The first post of the demo was not made.');
  const page = await askApp(devstore, 'app.campaigns.social.$id_.edit', `/app/campaigns/social/${id}/edit`);
  const { edit } = (await page.json()) as { edit: { revision: number; accounts: { id: string }[] } };
  const day = new Date(clock.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  const variant = {
    id: 'first',
    account: edit.accounts[0]?.id ?? '',
    text: `Slow mornings need good coffee. Fresh from ${store.shop.name}. #coffee`,
    link: `${config.origin}/collections/all`,
  };
  await askApp(devstore, 'app.campaigns.social.$id_.edit', `/app/campaigns/social/${id}/edit`, {
    revision: edit.revision,
    draft: { name: 'Coffee at the weekend', when: `${day}T09:00`, variants: [variant] },
  });
  await askApp(devstore, 'app.campaigns.social.$id', `/app/campaigns/social/${id}`, { do: 'release' });
}
