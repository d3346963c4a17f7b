import { z } from 'zod';
import { conditionSchema } from '../../understand/conditions/condition.ts';
import type { BannerVersion } from '../../ui/views/storefront-views.ts';

const text = (most: number) => z.string().trim().max(most);

/** A link that a banner may carry: a path of the shop, or a web address. Never a script. */
const link = text(500).regex(/^(\/(?!\/)|https?:\/\/)\S*$/);

const bannerText = z.object({
  title: text(80).min(1),
  text: text(200),
  link: link.or(z.literal('')),
  label: text(40),
});

export const bannerForm = z.object({
  key: text(40).regex(/^[a-z0-9_-]+$/),
  name: text(80).min(1),
  on: z.boolean(),
  condition: conditionSchema,
  content: z.object({ en: bannerText, it: bannerText }),
});

export const NEW_BANNER: Omit<BannerVersion, 'id'> = {
  key: 'home',
  name: '',
  on: true,
  condition: { version: 1, when: { type: 'all', of: [{ type: 'rfm.group', in: ['champions', 'loyal'] }] } },
  content: {
    en: { title: '', text: '', link: '/collections/all', label: '' },
    it: { title: '', text: '', link: '/collections/all', label: '' },
  },
};
