import { BlockStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { LeafWhy } from '../../understand/conditions/why-holds.server.ts';
import { useFormat } from '../format/use-format.ts';
import type { NameBook } from './name-book.ts';
import { useConditionWords } from './use-condition-words.ts';

interface Props {
  leaves: readonly LeafWhy[];
  nameOf: NameBook['nameOf'];
  /** whose timeline the facts stand on */
  contact: string;
}

/** The parts of a condition that decided, each said as it is for the contact, with the facts that count for it. */
export function WhyLeaves({ leaves, nameOf, contact }: Props) {
  const say = useConditionWords(nameOf);
  return (
    <ul className="why-leaves">
      {leaves.map(({ leaf, holds, facts }) => (
        <li key={JSON.stringify(leaf)}>
          <BlockStack gap="050">
            <Text as="p">{say({ version: 1, when: holds ? leaf : { type: 'not', of: leaf } })}</Text>
            {facts.map((fact) => (
              <Happened key={`${fact.id} ${fact.title}`} fact={fact} contact={contact} />
            ))}
          </BlockStack>
        </li>
      ))}
    </ul>
  );
}

/** A fact, and the way to where it stands on the timeline. */
function Happened(props: { fact: LeafWhy['facts'][number]; contact: string }) {
  const { kind, at, title } = props.fact;
  const { t } = useTranslation();
  const format = useFormat();
  const deed = t(`sentence.did.${kind.replaceAll('.', '-')}.yes`);
  // the number of an order is no title
  const about = title === null || title.startsWith('#') ? title : t('word.quoted', { text: title });
  return (
    <Text as="p" tone="subdued" variant="bodySm">
      <Link url={`/app/contacts/${props.contact}?at=${at}`}>{format.moment(at)}</Link>
      {` · ${[deed, about].filter(Boolean).join(' ')}`}
    </Text>
  );
}
