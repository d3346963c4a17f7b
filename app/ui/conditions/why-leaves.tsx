import { BlockStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { LeafWhy } from '../../understand/conditions/why-holds.server.ts';
import { useFormat } from '../format/use-format.ts';
import type { NameBook } from './name-book.ts';
import { useConditionWords } from './use-condition-words.ts';

/** The parts of a condition that decided, each said as it is for the contact, with the facts that count for it. */
export function WhyLeaves({ leaves, nameOf }: { leaves: readonly LeafWhy[]; nameOf: NameBook['nameOf'] }) {
  const say = useConditionWords(nameOf);
  return (
    <ul className="why-leaves">
      {leaves.map(({ leaf, holds, facts }) => (
        <li key={JSON.stringify(leaf)}>
          <BlockStack gap="050">
            <Text as="p">{say({ version: 1, when: holds ? leaf : { type: 'not', of: leaf } })}</Text>
            {facts.map((fact) => (
              <Happened key={fact.id} fact={fact} />
            ))}
          </BlockStack>
        </li>
      ))}
    </ul>
  );
}

function Happened({ fact: { kind, at, title } }: { fact: LeafWhy['facts'][number] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const what = t(`timeline|${kind}`, { keySeparator: '|', defaultValue: kind, about: title ?? '' });
  return (
    <Text as="p" tone="subdued" variant="bodySm">
      {`${format.moment(at)} · ${what.trim()}`}
    </Text>
  );
}
