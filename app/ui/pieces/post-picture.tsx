import { useTranslation } from 'react-i18next';
import type { Network } from '../../platform/social/networks.ts';

interface Props {
  network: Network;
  account: string;
  text: string;
  picture: string;
  alt: string;
  /** as it goes out */
  link: string;
}

/** A post much as its network shows it. */
export function PostPicture({ network, account, text, picture, alt, link }: Props) {
  const { t } = useTranslation();
  const hasCard = picture === '' && link !== '' && (network === 'facebook' || network === 'linkedin');
  return (
    <figure className="post" data-network={network} aria-label={t('social.previewOf', { name: account })}>
      <figcaption>
        <span className="post-face" aria-hidden="true">
          {[...account.replace(/^@/, '')][0]?.toUpperCase()}
        </span>
        <span>
          <strong>{account}</strong>
          <span className="post-network">{t(`social.network.${network}`)}</span>
        </span>
      </figcaption>
      {network === 'instagram' && <Picture picture={picture} alt={alt} />}
      <p className="post-text">
        {text || <span className="post-blank">{t('social.noText')}</span>}
        {link !== '' && !hasCard && <span className="post-link">{link}</span>}
      </p>
      {network !== 'instagram' && picture !== '' && <Picture picture={picture} alt={alt} />}
      {hasCard && (
        <span className="post-card">
          <span>{URL.canParse(link) ? new URL(link).host : ''}</span>
          <strong>{text.split('\n')[0]}</strong>
        </span>
      )}
    </figure>
  );
}

function Picture({ picture, alt }: { picture: string; alt: string }) {
  const { t } = useTranslation();
  return /^https?:\/\//.test(picture) ? (
    <img src={picture} alt={alt} />
  ) : (
    <span className="post-no-picture">{t('social.noPicture')}</span>
  );
}
