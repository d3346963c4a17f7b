import { Select, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { CONTACT_FIELDS } from '../../listen/imports/contact-fields.ts';
import type { MappingView } from '../../ui/views/import-views.ts';

interface Props {
  columns: MappingView['columns'];
  attributes: MappingView['attributes'];
  /** what each column holds, by its place */
  fields: string[];
  /** a list of contacts; of addresses not to write to, only the address is read */
  isList: boolean;
  change: (fields: string[]) => void;
}

/** Each column of the file with what stands in it, and what it is taken for. */
export function ColumnTable({ columns, attributes, fields, isList, change }: Props) {
  const { t } = useTranslation();
  const offered = isList ? CONTACT_FIELDS : (['skip', 'email'] as const);
  const fixed = offered.map((value) => ({ value, label: t(`imports.field.${value}`) }));
  const declared = attributes.map(({ id, label }) => ({ value: `attribute:${id}`, label }));
  const options =
    isList && declared.length > 0 ? [...fixed, { title: t('imports.attributes'), options: declared }] : fixed;
  return (
    <ul className="columns">
      {columns.map(({ place, heading, samples }) => (
        <li key={place} className="columns-row">
          <div className="columns-what">
            <Text as="p" variant="bodyMd" fontWeight="semibold">
              <span className="break-anywhere">{heading || t('imports.unnamed', { number: place + 1 })}</span>
            </Text>
            <Text as="p" tone="subdued" variant="bodySm">
              <span className="break-anywhere">{samples.length > 0 ? samples.join(' · ') : t('imports.noSample')}</span>
            </Text>
          </div>
          <Select
            label={t('imports.holds', { heading: heading || place + 1 })}
            labelHidden
            options={options}
            value={fields[place] ?? 'skip'}
            onChange={(value) => change(fields.map((field, at) => (at === place ? value : field)))}
          />
        </li>
      ))}
    </ul>
  );
}
