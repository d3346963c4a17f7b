import { BlockStack, Button, DropZone, InlineStack, ProgressBar, Text } from '@shopify/polaris';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { atWidth } from '../../platform/pictures/at-width.ts';
import { PICTURE_TYPES } from '../../platform/pictures/picture-type.ts';
import { MOST_BYTES } from '../../platform/pictures/takeable.ts';
import type { PictureLimits } from '../send-picture.ts';
import { usePictureUpload } from '../use-picture-upload.ts';
import { PictureTrouble } from './picture-trouble.tsx';

interface Props {
  value: string;
  change: (address: string) => void;
  /** what it shows, where that is said: Shopify keeps it beside the file */
  alt?: string;
  limits?: PictureLimits;
  /** the field in which its address stands, and may be typed */
  children: ReactNode;
}

/** In pixels of the file: twice what is shown. */
const SHOWN_WIDTH = 240;
/** Half an address is none yet. */
const SETTLES_MS = 600;
const MB = 1_000_000;

/** A picture: the one that there is, a place to drop another or to choose it, and its address. */
export function PictureField({ value, change, alt = '', limits, children }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const { bytes = MOST_BYTES, types = PICTURE_TYPES } = limits ?? {};
  const upload = usePictureUpload({ take: change, alt, limits });
  const { state } = upload;
  const isBusy = state.step === 'sending' || state.step === 'waiting';
  const takes = {
    types: types.map((type) => t(`pictures.type.${type}`)).join(', '),
    most: Math.floor(bytes / MB),
  };
  return (
    <BlockStack gap="300">
      <div className="picture-field">
        <Shown value={value} />
        {isBusy ? (
          <div className="picture-sent">
            <BlockStack gap="200">
              <Text as="p" breakWord id={id}>
                {t(`pictures.${state.step}`, { name: state.name })}
              </Text>
              <ProgressBar
                progress={state.step === 'sending' ? state.share * 100 : 100}
                size="small"
                ariaLabelledBy={id}
              />
              <InlineStack>
                <Button variant="plain" onClick={upload.leave}>
                  {t('pictures.leave')}
                </Button>
              </InlineStack>
            </BlockStack>
          </div>
        ) : (
          <DropZone
            accept={types.map((type) => `image/${type}`).join(',')}
            type="image"
            variableHeight
            allowMultiple={false}
            label={t('pictures.upload')}
            labelHidden
            onDrop={(_all, [accepted], [rejected]) => {
              if (accepted) upload.start(accepted);
              else if (rejected) upload.refuse(rejected.name, { refused: 'no_picture', words: '' });
            }}
          >
            <DropZone.FileUpload actionTitle={t('pictures.upload')} actionHint={t('pictures.hint', takes)} />
          </DropZone>
        )}
      </div>
      <div role="status">
        {state.step === 'done' && (
          <Text as="p" visuallyHidden>
            {t('pictures.done')}
          </Text>
        )}
        {state.step === 'stopped' && (
          <PictureTrouble
            name={state.name}
            problem={state.problem}
            takes={takes}
            again={upload.again}
            allow={upload.allow}
            leave={upload.leave}
          />
        )}
      </div>
      {children}
    </BlockStack>
  );
}

/** What stands at the address, once it has been typed. */
function Shown({ value }: { value: string }) {
  const { t } = useTranslation();
  const [settled, setSettled] = useState(value);
  const [broken, setBroken] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLES_MS);
    return () => clearTimeout(timer);
  }, [value]);
  // Liquid is filled in for each contact
  if (!/^https?:\/\/[^{}]+$/i.test(settled) || !URL.canParse(settled)) return null;
  if (broken === settled) return <span className="picture-shown">{t('pictures.broken')}</span>;
  return (
    <img
      className="picture-shown"
      src={atWidth(settled, SHOWN_WIDTH)}
      alt={t('pictures.shown')}
      onError={() => setBroken(settled)}
    />
  );
}
