import { useTranslation } from 'react-i18next';
import type { Network } from '../../platform/social/networks.ts';

/** A network by its name, never by its colour alone. */
export function NetworkBadge({ network }: { network: Network }) {
  const { t } = useTranslation();
  return (
    <span className="network" data-network={network}>
      {t(`social.network.${network}`)}
    </span>
  );
}
