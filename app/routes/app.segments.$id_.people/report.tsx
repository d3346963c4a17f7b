import { Banner, BlockStack, Link, List, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { PeoplePut } from '../../ui/views/segment-views.ts';

const SHOWN = 50;

/** What became of a list of addresses: who was put in, who was in already, and what was not found. */
export function Report({ report, within }: { report: Extract<PeoplePut, { ok: true }>; within: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, changed, already, missing, notAddresses } = report;
  const counted = (key: string, count: number) => t(key, { count, number: format.number(count) });
  return (
    <Banner
      tone={missing.length + notAddresses.length > 0 ? 'warning' : 'success'}
      title={counted(within ? 'segments.people.wentIn' : 'segments.people.wentOut', changed)}
    >
      <BlockStack gap="300">
        {already > 0 && (
          <Text as="p">{counted(within ? 'segments.people.wereIn' : 'segments.people.wereOut', already)}</Text>
        )}
        <Texts title={counted('segments.people.missing', missing.length)} texts={missing} />
        {missing.length > 0 && (
          <Text as="p">
            {t('segments.people.missingText')} <Link url="/app/settings/imports">{t('segments.people.import')}</Link>
          </Text>
        )}
        <Texts title={counted('segments.people.notAddresses', notAddresses.length)} texts={notAddresses} />
        <Text as="p">
          <Link url={`/app/segments/${id}`}>{t('segments.people.open')}</Link>
        </Text>
      </BlockStack>
    </Banner>
  );
}

function Texts({ title, texts }: { title: string; texts: string[] }) {
  const { t } = useTranslation();
  if (texts.length === 0) return null;
  return (
    <div>
      <Text as="p" fontWeight="semibold">
        {title}
      </Text>
      <List>
        {texts.slice(0, SHOWN).map((text) => (
          <List.Item key={text}>
            <span className="any-word">{text}</span>
          </List.Item>
        ))}
      </List>
      {texts.length > SHOWN && <Text as="p">{t('segments.people.more', { count: texts.length - SHOWN })}</Text>}
    </div>
  );
}
