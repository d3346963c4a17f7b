import { useTranslation } from 'react-i18next';
import type { Target } from '../act/social/post-draft.ts';
import { type Aim, beyond, type Network } from '../platform/social/networks.ts';
import type { SocialReason } from './views/social-views.ts';

/** Whom a post is for, what its network cannot do of it, and why it is where it is, in words. */
export function useSocialWords() {
  const { t, i18n } = useTranslation();
  const regions = new Intl.DisplayNames([i18n.language], { type: 'region' });
  const list = new Intl.ListFormat(i18n.language);

  const part = (aim: Aim, target: Target): string => {
    const { countries, ageFrom, ageTo, interests } = target;
    if (aim === 'countries') return list.format(countries.map((code) => regions.of(code) ?? code));
    if (aim === 'interests') return t('social.interestedIn', { what: list.format(interests) });
    if (ageFrom !== null && ageTo !== null) return t('social.agesBetween', { from: ageFrom, to: ageTo });
    return ageFrom === null ? t('social.agesTo', { to: ageTo }) : t('social.agesFrom', { from: ageFrom });
  };

  return {
    /** null: everybody */
    audience(network: Network, target: Target): string | null {
      const all: Aim[] = ['countries', 'ages', 'interests'];
      const cannot = beyond(network, target);
      const asked = all.filter((aim) => isAsked(aim, target) && !cannot.includes(aim));
      return asked.length === 0 ? null : asked.map((aim) => part(aim, target)).join(', ');
    },
    /** One sentence for each thing that the network cannot do. */
    cannot(network: Network, target: Target): string[] {
      return beyond(network, target).map((aim) => {
        const knowsSome = network === 'linkedin' && aim === 'countries';
        const values = { network: t(`social.network.${network}`) };
        return t(knowsSome ? 'social.cannotCountry' : `social.cannot.${aim}`, values);
      });
    },
    why(reason: SocialReason): string {
      switch (reason.code) {
        case 'limit':
          return t('social.why.limit', { most: reason.most, hours: reason.hours });
        case 'busy':
        case 'told':
        case 'lost':
          return t(`social.why.${reason.code}`, { words: reason.detail });
        default:
          return t(`social.why.${reason.code}`);
      }
    },
    country: (code: string) => regions.of(code) ?? code,
  };
}

function isAsked(aim: Aim, { countries, ageFrom, ageTo, interests }: Target): boolean {
  if (aim === 'countries') return countries.length > 0;
  if (aim === 'interests') return interests.length > 0;
  return ageFrom !== null || ageTo !== null;
}
