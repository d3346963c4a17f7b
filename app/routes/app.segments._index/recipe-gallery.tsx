import type { useFetcher } from '@remix-run/react';
import { BlockStack, Button, Card, Collapsible, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toLocale } from '../../ui/i18n/locale-of.ts';
import { useWords } from '../../ui/i18n/use-words.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';
import type { RecipeView } from '../../ui/views/segment-views.ts';

const FAMILIES = ['moment', 'rfm', 'stage'] as const;

/** Ready-made segments: one press makes one, and it can be changed like any other. */
export function RecipeGallery(props: {
  recipes: RecipeView[];
  fetcher: ReturnType<typeof useFetcher<ActionAnswer>>;
  open: boolean;
}) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(props.open);
  const locale = toLocale(i18n.language);
  const say = useWords();
  const take = (recipe: string) =>
    props.fetcher.submit(JSON.stringify({ recipe, locale }), { method: 'post', encType: 'application/json' });
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t('segments.ready')}
          </Text>
          <Button
            variant="plain"
            ariaExpanded={open}
            ariaControls="recipes"
            disclosure={open ? 'up' : 'down'}
            onClick={() => setOpen(!open)}
          >
            {t(open ? 'segments.readyHide' : 'segments.readyShow')}
          </Button>
        </InlineStack>
        <Collapsible id="recipes" open={open}>
          <BlockStack gap="500">
            {FAMILIES.map((family) => (
              <BlockStack gap="200" key={family}>
                <Text as="h3" variant="headingSm">
                  {t(`segments.family.${family}`)}
                </Text>
                <ul className="recipes">
                  {props.recipes
                    .filter((recipe) => recipe.family === family)
                    .map((recipe) => (
                      <li key={recipe.key} className="recipe">
                        <BlockStack gap="050">
                          <Text as="p" fontWeight="semibold">
                            {say(recipe.name)}
                          </Text>
                          <Text as="p" tone="subdued">
                            {say(recipe.description)}
                          </Text>
                        </BlockStack>
                        {recipe.made ? (
                          <Button
                            variant="plain"
                            url={`/app/segments/${recipe.made}`}
                            accessibilityLabel={t('segments.openNamed', { name: say(recipe.name) })}
                          >
                            {t('segments.open')}
                          </Button>
                        ) : (
                          <Button
                            disabled={props.fetcher.state !== 'idle'}
                            onClick={() => take(recipe.key)}
                            accessibilityLabel={t('segments.takeNamed', { name: say(recipe.name) })}
                          >
                            {t('segments.take')}
                          </Button>
                        )}
                      </li>
                    ))}
                </ul>
              </BlockStack>
            ))}
          </BlockStack>
        </Collapsible>
      </BlockStack>
    </Card>
  );
}
