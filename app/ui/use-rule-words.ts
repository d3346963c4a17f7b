import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryReason } from '../understand/scoring/rules.ts';
import type { ShopRule } from '../understand/scoring/rule-set.ts';

/** Says a score rule: its name, whose score it feeds, how its points pass. */
export function useRuleWords() {
  const { t, i18n } = useTranslation();
  const name = useCallback(
    (rule: Pick<ShopRule, 'id' | 'name'>) =>
      rule.name || t(`rule|${rule.id}`, { keySeparator: '|', defaultValue: t('scoring.goneRule') }),
    [t],
  );
  const scope = useCallback(
    (of: string) => {
      const [kind = '', ...rest] = of.split(':');
      const what = rest.join(':');
      if (kind === 'stage') return t('scoring.scope.stageOf', { stage: t(`stage.${what}_one`) });
      return kind === 'tag' ? t('scoring.scope.tagOf', { tag: what }) : t('scoring.scope.global');
    },
    [t],
  );
  const passing = useCallback(
    ({ cap, halfLife, expires }: Pick<ShopRule, 'cap' | 'halfLife' | 'expires'>) => {
      const parts = [
        ...(cap ? [t('scoring.say.cap', { points: cap.points, count: cap.days })] : []),
        ...(halfLife ? [t('scoring.say.halfLife', { count: halfLife })] : []),
        ...(expires ? [t('scoring.say.expires', { count: expires })] : []),
      ];
      return parts.length > 0 ? new Intl.ListFormat(i18n.language).format(parts) : t('scoring.say.stays');
    },
    [t, i18n.language],
  );
  const entry = useCallback(
    ({ rule, name: own, reason }: { rule: string; name: string | null; reason: EntryReason }) => {
      const what = name({ id: rule, name: own ?? '' });
      return reason === 'earned' ? what : t(`scoring.entry.${reason}`, { rule: what });
    },
    [t, name],
  );
  return useMemo(() => ({ name, scope, passing, entry }), [name, scope, passing, entry]);
}
