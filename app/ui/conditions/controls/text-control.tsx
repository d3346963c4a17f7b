import { Select } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TEXT_TESTS } from '../../../understand/conditions/compare.ts';
import { textOf, textsOf, type ControlProps } from './control-props.ts';
import { CountriesField } from './countries-field.tsx';
import { WordsField } from './words-field.tsx';

/** Is one of, contains, begins with …; or that it is known at all, which is a list without values. */
export function TextControl({ control, leaf, put }: ControlProps<'text'>) {
  const { t } = useTranslation();
  const of = textsOf(leaf['of']);
  // without values it asks whether the text is known; a test that was just chosen waits for its first value
  const [choosing, setChoosing] = useState(false);
  const known = of.length === 0 && !choosing;
  const tests = control.countries ? (['is'] as const) : TEXT_TESTS;
  return (
    <>
      <Select
        label={t('editor.comparison')}
        labelHidden
        value={known ? 'known' : textOf(leaf['test'])}
        options={[
          ...tests.map((test) => ({ label: t(`editor.test.${test}`), value: test as string })),
          { label: t('editor.test.known'), value: 'known' },
        ]}
        onChange={(chosen) => {
          setChoosing(chosen !== 'known');
          put(chosen === 'known' ? { test: 'is', of: [] } : { test: chosen });
        }}
      />
      {!known &&
        (control.countries ? (
          <CountriesField of={of} change={(next) => put({ of: next })} />
        ) : (
          <WordsField label={t('editor.word')} of={of} change={(next) => put({ of: next })} />
        ))}
    </>
  );
}
