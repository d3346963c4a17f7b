import { DropZone, InlineError } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PICTURE_SIDE } from '../../understand/personas/uploaded-picture.ts';

const TYPES = 'image/png,image/jpeg,image/webp';
const MOST_OF_A_FILE = 20 * 1024 * 1024;
const ERROR = 'picture-error';

/** Takes a picture of the merchant's own, and makes a small square of it before it leaves the browser. */
export function PictureUpload({ take }: { take: (picture: string) => void }) {
  const { t } = useTranslation();
  const [isWrong, setIsWrong] = useState(false);
  const read = async (file: File | undefined) => {
    const picture = file && file.size <= MOST_OF_A_FILE ? await squareOf(file).catch(() => null) : null;
    setIsWrong(picture === null);
    if (picture !== null) take(picture);
  };
  return (
    <div>
      <DropZone
        accept={TYPES}
        type="image"
        variableHeight
        allowMultiple={false}
        label={t('personas.upload')}
        onDrop={(_all, [accepted]) => void read(accepted)}
      >
        <DropZone.FileUpload actionTitle={t('personas.choosePicture')} actionHint={t('personas.uploadHelp')} />
      </DropZone>
      {isWrong && <InlineError fieldID={ERROR} message={t('personas.notAPicture')} />}
    </div>
  );
}

/** The middle of a picture, as WebP; where the browser cannot write that, as JPEG on the sand of the other pictures. */
async function squareOf(file: File): Promise<string> {
  const image = await createImageBitmap(file);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = PICTURE_SIDE;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser cannot draw');
  const side = Math.min(image.width, image.height);
  const [left, top] = [(image.width - side) / 2, (image.height - side) / 2];
  const draw = () => context.drawImage(image, left, top, side, side, 0, 0, PICTURE_SIDE, PICTURE_SIDE);
  draw();
  const webp = canvas.toDataURL('image/webp', 0.85);
  if (webp.startsWith('data:image/webp')) return webp;
  context.fillStyle = '#f6efe2';
  context.fillRect(0, 0, PICTURE_SIDE, PICTURE_SIDE);
  draw();
  return canvas.toDataURL('image/jpeg', 0.85);
}
