import { Select } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { STAGES } from '../../../understand/stages/rules.ts';
import { textOf, type ControlProps } from './control-props.ts';
import { NamePicker } from './name-picker.tsx';

const TAG = 'tag:';

/** The score in all, what was earned at one stage, or for one tag. */
export function ScopeControl({ leaf, put }: ControlProps<'scope'>) {
  const { t } = useTranslation();
  const scope = textOf(leaf['scope']);
  const ofTag = scope.startsWith(TAG);
  const tag = scope.slice(TAG.length);
  return (
    <>
      <Select
        label={t('editor.scope.label')}
        labelHidden
        value={ofTag ? TAG : scope}
        options={[
          { label: t('editor.scope.all'), value: '' },
          ...STAGES.map((stage) => ({
            label: t('editor.scope.stage', { stage: t(`stage.${stage}_one`) }),
            value: `stage:${stage}`,
          })),
          { label: t('editor.scope.tag'), value: TAG },
        ]}
        onChange={(chosen) => put({ scope: chosen || undefined })}
      />
      {ofTag && (
        <NamePicker
          source="tag"
          label={t('editor.pick.tag')}
          single
          typed
          selected={tag ? [tag] : []}
          change={([chosen]) => put({ scope: `${TAG}${chosen ?? ''}` })}
        />
      )}
    </>
  );
}
