import { BlockStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useNameBook } from '../../ui/conditions/use-name-book.ts';
import { WhyLeaves } from '../../ui/conditions/why-leaves.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import type { ContactStage } from '../../ui/views/stage-views.ts';

/** Why the rules have put somebody at a stage: by orders and handles, or by conditions with the facts that count. */
export function WhyStage({ stage: of, contact }: { stage: ContactStage; contact: string }) {
  const { stage, why, names, orders, loyalOrders, automated } = of;
  const { t } = useTranslation();
  const format = useFormat();
  const { nameOf } = useNameBook(names);
  return (
    <BlockStack gap="300">
      <Text as="p">
        {t(`stages.basis.${stage}`, {
          count: orders,
          number: format.number(orders),
          loyal: format.number(loyalOrders),
        })}
      </Text>
      {!automated && <Text as="p">{t('stages.notAutomated')}</Text>}
      {why.map(({ of: asked, holds, leaves }) => (
        <BlockStack key={asked} gap="100">
          <Text as="h3" variant="headingSm">
            {t(`stages.whys.${asked}.${holds ? 'yes' : asked === stage ? 'was' : 'no'}`)}
          </Text>
          <WhyLeaves leaves={leaves} nameOf={nameOf} contact={contact} />
        </BlockStack>
      ))}
    </BlockStack>
  );
}
