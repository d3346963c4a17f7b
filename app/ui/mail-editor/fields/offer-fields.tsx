// Fields of the blocks that bring somebody back: articles, coupon, countdown.
import { Checkbox, FormLayout, Select, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useMail } from '../mail-context.ts';
import type { FieldsOf } from './fields-of.ts';
import { LineField } from './line-field.tsx';
import { WholeField } from './whole-field.tsx';

const ALL_BLOGS = '';

export function ArticlesFields({ block, put }: FieldsOf<'articles'>) {
  const { t } = useTranslation();
  const { blogs } = useMail();
  // one that is empty or gone by now stays chosen until another is
  const gone = block.blog !== null && !blogs.some(({ handle }) => handle === block.blog);
  return (
    <FormLayout>
      <Select
        label={t('mailEditor.which')}
        value={block.source}
        options={(['latest', 'interest'] as const).map((source) => ({
          label: t(`mailEditor.articles.${source}`),
          value: source,
        }))}
        onChange={(source) => put({ source: source === 'interest' ? 'interest' : 'latest' })}
      />
      {(blogs.length > 1 || block.blog !== null) && (
        <Select
          label={t('mailEditor.blog')}
          value={block.blog ?? ALL_BLOGS}
          options={[
            { label: t('mailEditor.allBlogs'), value: ALL_BLOGS },
            ...blogs.map(({ handle, name }) => ({ label: name, value: handle })),
            ...(gone ? [{ label: block.blog ?? '', value: block.blog ?? '' }] : []),
          ]}
          onChange={(blog) => put({ blog: blog === ALL_BLOGS ? null : blog })}
          {...(gone ? { helpText: t('mailEditor.blogGone') } : {})}
        />
      )}
      <WholeField label={t('mailEditor.most')} min={1} max={6} value={block.most} change={(most) => put({ most })} />
      <Checkbox label={t('mailEditor.excerpt')} checked={block.excerpt} onChange={(excerpt) => put({ excerpt })} />
    </FormLayout>
  );
}

export function CouponFields({ block, put }: FieldsOf<'coupon'>) {
  return (
    <FormLayout>
      <LineField name="code" value={block.code} change={(code) => put({ code })} />
      <LineField name="above" value={block.text} change={(text) => put({ text })} />
      <LineField name="small" value={block.small} change={(small) => put({ small })} />
    </FormLayout>
  );
}

export function CountdownFields({ block, put }: FieldsOf<'countdown'>) {
  const { t } = useTranslation();
  return (
    <FormLayout>
      <TextField
        label={t('mailEditor.until')}
        helpText={t('mailEditor.untilHelp')}
        type="datetime-local"
        autoComplete="off"
        value={block.until}
        onChange={(until) => {
          // a browser may leave it empty, or add seconds
          if (/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(until)) put({ until: until.slice(0, 16) });
        }}
      />
      <LineField name="above" value={block.text} change={(text) => put({ text })} />
      <LineField name="over" value={block.over} change={(over) => put({ over })} />
    </FormLayout>
  );
}
