import type { Fidelity } from '../fidelity/fidelity.ts';

export const filesFidelity: Fidelity[] = [
  {
    area: 'Files: pictures',
    simulates:
      'A staged upload by a signed form, the file made of it, its processing, which ends at the second look, and its address. Type, 20 MB and 20 megapixels (of PNG and GIF) are checked.',
    refuses:
      'Other files, other methods, addresses elsewhere as a source, own file names. A picture is served as it came: `width` cuts nothing.',
    source: {
      title: 'fileCreate (Admin API 2026-10)',
      url: 'https://shopify.dev/docs/api/admin-graphql/2026-10/mutations/fileCreate',
    },
    testedBy: 'app/shop/pictures/pictures.test.ts',
    routes: ['POST /staged-uploads/', 'GET /cdn/shop/files/:file'],
    fields: ['Mutation.stagedUploadsCreate', 'Mutation.fileCreate'],
  },
];
