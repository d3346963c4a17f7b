import { Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { KnownFrom } from '../../ui/views/profile-views.ts';

/** One thing that is known, with who told it and when. */
export function KnownLine(props: { name: string; value: ReactNode; source?: KnownFrom | null; at?: number | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="facts-pair">
      <dt>{props.name}</dt>
      <dd>
        {props.value}
        {props.at != null && (
          <Text as="p" variant="bodySm" tone="subdued">
            {props.source && `${t(`knownFrom.${props.source}`)} · `}
            {format.day(props.at)}
          </Text>
        )}
      </dd>
    </div>
  );
}
