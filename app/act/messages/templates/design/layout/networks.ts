import type { SOCIAL_NETWORKS } from '../../../../../shop/settings/brand.ts';

/** As they call themselves. */
export const NETWORK_NAMES: Record<(typeof SOCIAL_NETWORKS)[number], string> = {
  facebook: 'Facebook',
  instagram: 'Instagram',
  tiktok: 'TikTok',
  youtube: 'YouTube',
  pinterest: 'Pinterest',
  x: 'X',
  linkedin: 'LinkedIn',
  mastodon: 'Mastodon',
  whatsapp: 'WhatsApp',
};
