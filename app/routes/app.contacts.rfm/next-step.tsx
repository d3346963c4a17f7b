import { useFetcher } from '@remix-run/react';
import { Button } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { toLocale } from '../../ui/i18n/locale-of.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import type { RfmView } from '../../ui/views/rfm-views.ts';
import { recipeFor } from './recipe-for.ts';

/** What a suggestion leads to: a journey that runs by itself, and the group as a segment, which one press makes. */
export function NextStep({ group, segment }: { group: string; segment: RfmView['segments'][string] | undefined }) {
  const { t, i18n } = useTranslation();
  const fetcher = useFetcher<ActionAnswer>();
  useToastOf(fetcher);
  const name = t(`group.${group}`);
  const make = (recipe: string) =>
    fetcher.submit(JSON.stringify({ recipe, locale: toLocale(i18n.language) }), {
      method: 'post',
      action: '/app/segments?index',
      encType: 'application/json',
    });
  return (
    <span className="next-step">
      {recipeFor(group).map(({ recipe, url }) => (
        <Button key={recipe} variant="plain" url={url}>
          {t(`rfm.recipe.${recipe}`)}
        </Button>
      ))}
      {segment?.made ? (
        <Button
          variant="plain"
          url={`/app/segments/${segment.made}`}
          accessibilityLabel={t('rfm.segment.openOf', { group: name })}
        >
          {t('rfm.segment.open')}
        </Button>
      ) : (
        segment && (
          <Button
            variant="plain"
            loading={fetcher.state !== 'idle'}
            onClick={() => make(segment.recipe)}
            accessibilityLabel={t('rfm.segment.makeOf', { group: name })}
          >
            {t('rfm.segment.make')}
          </Button>
        )
      )}
    </span>
  );
}
