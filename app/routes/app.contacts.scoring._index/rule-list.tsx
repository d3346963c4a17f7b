import { Badge, Card, IndexTable, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { useNarrow } from '../../ui/use-narrow.ts';
import { useRuleWords } from '../../ui/use-rule-words.ts';
import type { ScoringView } from '../../ui/views/scoring-views.ts';

/** Every rule with what it gives and how that passes. */
export function RuleList({ rules }: { rules: ScoringView['rules'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useRuleWords();
  const narrow = useNarrow();
  return (
    <Card padding="0">
      <IndexTable
        condensed={narrow}
        selectable={false}
        itemCount={rules.length}
        resourceName={{ singular: t('scoring.rule'), plural: t('scoring.rules') }}
        headings={[
          { title: t('scoring.rule') },
          { title: t('contact.scorePoints'), alignment: 'end' },
          { title: t('scoring.passes') },
          { title: t('scoring.state') },
        ]}
      >
        {rules.map((rule, index) => {
          const name = (
            <>
              <Link url={`/app/contacts/scoring/${rule.id}`} monochrome removeUnderline dataPrimaryLink>
                <Text as="span" fontWeight="semibold">
                  {words.name(rule)}
                </Text>
              </Link>{' '}
              {rule.scope !== 'global' && <Badge>{words.scope(rule.scope)}</Badge>}
            </>
          );
          const state = rule.on ? <Badge tone="success">{t('scoring.on')}</Badge> : <Badge>{t('scoring.off')}</Badge>;
          const passing = words.passing(rule);
          return (
            <IndexTable.Row key={rule.id} id={rule.id} position={index} tone={rule.on ? undefined : 'subdued'}>
              {narrow ? (
                <div className="narrow-row">
                  <div className="narrow-line">
                    <span>{name}</span>
                    <span className="row-end">{format.change(rule.points)}</span>
                  </div>
                  <div className="narrow-line">
                    <span className="row-quiet">{passing}</span>
                    {state}
                  </div>
                </div>
              ) : (
                <>
                  <IndexTable.Cell>{name}</IndexTable.Cell>
                  <IndexTable.Cell>
                    <Text as="span" alignment="end" numeric>
                      {format.change(rule.points)}
                    </Text>
                  </IndexTable.Cell>
                  <IndexTable.Cell>{passing}</IndexTable.Cell>
                  <IndexTable.Cell>{state}</IndexTable.Cell>
                </>
              )}
            </IndexTable.Row>
          );
        })}
      </IndexTable>
    </Card>
  );
}
