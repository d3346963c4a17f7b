import { useTranslation } from 'react-i18next';
import { GROUP_TINTS, PLAIN_TINT, STAGE_TINTS, type Tint } from '../meaning-colours.ts';

/** A group's name in its colour of meaning. */
export function GroupTag({ group }: { group: string }) {
  const { t } = useTranslation();
  return <Tag tint={GROUP_TINTS[group] ?? PLAIN_TINT}>{t(`group.${group}`)}</Tag>;
}

/** A stage's name in its colour of meaning. */
export function StageTag({ stage }: { stage: string }) {
  const { t } = useTranslation();
  return <Tag tint={STAGE_TINTS[stage] ?? PLAIN_TINT}>{t(`stage.${stage}_one`)}</Tag>;
}

function Tag({ tint, children }: { tint: Tint; children: string }) {
  return (
    <span className="tint" style={{ background: tint.fill, color: tint.ink }}>
      {children}
    </span>
  );
}
