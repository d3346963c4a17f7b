import { z } from 'zod';
import { type Brand, brandSchema } from '../../../../shop/settings/brand.ts';
import { createOpenedVersions } from '../opened-versions.server.ts';
import { type Design, openDesign } from './design.ts';
import { documentSchema } from './document.ts';

/** A version as it is sent. */
export interface OpenVersion {
  name: string;
  design: Design;
  brand: Brand;
}

const stored = z.string().transform((text): unknown => JSON.parse(text));

export const createDesigns = () =>
  createOpenedVersions<OpenVersion>(({ name, document, brand, subject, html, text }) => ({
    name,
    design: openDesign({ document: stored.pipe(documentSchema).parse(document), subject, html, text }),
    brand: stored.pipe(brandSchema).parse(brand),
  }));
