import { BlockStack, Card, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { PICTURES } from '../../understand/personas/pictures.ts';
import { PersonaPicture } from '../../ui/pieces/persona-picture.tsx';
import type { Draft } from '../../ui/use-draft.ts';
import type { PersonaDraft } from '../../ui/views/persona-views.ts';
import { PictureUpload } from './picture-upload.tsx';

type Words = Omit<PersonaDraft, 'condition'>;

export function PersonaFields({ draft, errors }: { draft: Draft<Words>; errors: Record<string, string> }) {
  const { t } = useTranslation();
  const { value } = draft;
  const problem = (field: keyof Words) => (errors[field] ? { error: t(`errors.persona.${field}`) } : {});
  const own = (PICTURES as readonly string[]).includes(value.picture);
  const given = value.picture.startsWith('data:');
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="400">
        <TextField
          label={t('personas.name')}
          autoComplete="off"
          maxLength={60}
          value={value.name}
          onChange={(name) => draft.change({ name })}
          {...problem('name')}
        />
        <TextField
          label={t('personas.description')}
          helpText={t('personas.descriptionHelp')}
          autoComplete="off"
          multiline={2}
          maxLength={300}
          value={value.description}
          onChange={(description) => draft.change({ description })}
          {...problem('description')}
        />
        <fieldset className="persona-pictures">
          <legend>{t('personas.picture')}</legend>
          <div className="persona-choices">
            {PICTURES.map((picture) => (
              <label key={picture} className="persona-choice">
                <input
                  type="radio"
                  name="picture"
                  checked={value.picture === picture}
                  onChange={() => draft.change({ picture })}
                />
                <PersonaPicture picture={picture} size={44} />
                <span className="persona-choice-name">{t(`personas.pictures.${picture}`)}</span>
              </label>
            ))}
            {given && (
              <label className="persona-choice">
                <input type="radio" name="picture" checked readOnly />
                <PersonaPicture picture={value.picture} size={44} />
                <span className="persona-choice-name">{t('personas.yours')}</span>
              </label>
            )}
          </div>
        </fieldset>
        <PictureUpload take={(picture) => draft.change({ picture })} />
        <TextField
          label={t('personas.address')}
          helpText={t('personas.addressHelp')}
          type="url"
          autoComplete="off"
          placeholder="https://"
          value={own || given ? '' : value.picture}
          onChange={(address) => draft.change({ picture: address === '' ? PICTURES[0] : address })}
          {...(own || given ? {} : problem('picture'))}
        />
      </BlockStack>
    </Card>
  );
}
