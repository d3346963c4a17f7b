import { Banner, type BannerProps } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PictureProblem } from '../send-picture.ts';

interface Props {
  name: string;
  problem: PictureProblem;
  /** what may be uploaded here, for the words */
  takes: { types: string; most: number };
  again: () => void;
  allow: () => Promise<boolean>;
  leave: () => void;
}

/** For these the same file may do another time. */
const AGAIN = new Set<PictureProblem['refused']>(['unreached', 'slow', 'by_shopify']);

/** Why a picture did not arrive, and what to do. */
export function PictureTrouble({ name, problem, takes, again, allow, leave }: Props) {
  const { t } = useTranslation();
  const [cannotAsk, setCannotAsk] = useState(false);
  const { refused, words } = problem;
  const isUnallowed = refused === 'not_allowed';
  const action: BannerProps['action'] = isUnallowed
    ? { content: t('pictures.allow'), onAction: () => void allow().then((asked) => setCannotAsk(!asked)) }
    : AGAIN.has(refused)
      ? { content: t('pictures.again'), onAction: again }
      : undefined;
  return (
    <Banner
      tone={isUnallowed ? 'info' : 'critical'}
      title={isUnallowed ? t('pictures.allowTitle') : t('pictures.notThere', { name })}
      onDismiss={leave}
      {...(action && !(isUnallowed && cannotAsk) && { action })}
    >
      <p>{t(isUnallowed && cannotAsk ? 'pictures.openAgain' : `pictures.refused.${refused}`, { ...takes, words })}</p>
    </Banner>
  );
}
