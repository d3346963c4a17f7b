import type { DraftLeafValue } from '../draft.ts';
import type { Control } from '../entries/entry.ts';
import { AttributeControl } from './attribute-control.tsx';
import { ChoiceControl, ChoicesControl, FlagControl } from './choices-control.tsx';
import { ComparisonControl } from './comparison-control.tsx';
import { ComingControl, DaysControl, PeriodControl } from './days-control.tsx';
import { NameControl, NamesControl, SubjectControl } from './name-control.tsx';
import { ScopeControl } from './scope-control.tsx';
import { TextControl } from './text-control.tsx';
import { WhereControl } from './where-control.tsx';
import { WhichControl } from './which-control.tsx';

/** One control of a leaf, by its kind. */
export function LeafControl(props: {
  control: Control;
  leaf: DraftLeafValue;
  put: (part: Record<string, unknown>) => void;
}) {
  const { control, leaf, put } = props;
  switch (control.control) {
    case 'comparison':
      return <ComparisonControl control={control} leaf={leaf} put={put} />;
    case 'choices':
      return <ChoicesControl control={control} leaf={leaf} put={put} />;
    case 'choice':
      return <ChoiceControl control={control} leaf={leaf} put={put} />;
    case 'name':
      return <NameControl control={control} leaf={leaf} put={put} />;
    case 'names':
      return <NamesControl control={control} leaf={leaf} put={put} />;
    case 'text':
      return <TextControl control={control} leaf={leaf} put={put} />;
    case 'period':
      return <PeriodControl control={control} leaf={leaf} put={put} />;
    case 'days':
      return <DaysControl control={control} leaf={leaf} put={put} />;
    case 'where':
      return <WhereControl control={control} leaf={leaf} put={put} />;
    case 'which':
      return <WhichControl control={control} leaf={leaf} put={put} />;
    case 'subject':
      return <SubjectControl control={control} leaf={leaf} put={put} />;
    case 'flag':
      return <FlagControl control={control} leaf={leaf} put={put} />;
    case 'coming':
      return <ComingControl control={control} leaf={leaf} put={put} />;
    case 'scope':
      return <ScopeControl control={control} leaf={leaf} put={put} />;
    case 'attribute':
      return <AttributeControl control={control} leaf={leaf} put={put} />;
    default:
      return control satisfies never;
  }
}
