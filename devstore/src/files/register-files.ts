import type { Register } from '../devstore.ts';

const MOST_BYTES = 20 * 1024 * 1024;
const xml = (code: string) => `<?xml version='1.0' encoding='UTF-8'?><Error><Code>${code}</Code></Error>`;

/** The storage that staged uploads go to, and the network that serves the files of the shop. */
export const registerFiles: Register = (app, { files, adminFaults }) => {
  app.post('/staged-uploads/', async (c) => {
    if (adminFaults.get().files === 'refuse') return c.text(xml('ServiceUnavailable'), 503);
    // a form of unknown length is not taken
    if (!c.req.header('content-length')) return c.text(xml('MissingContentLength'), 411);
    // whoever breaks off leaves nothing
    const form = await c.req.raw.formData().catch(() => null);
    if (!form) return c.text(xml('IncompleteBody'), 400);
    const told = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    const file = form.get('file');
    // what follows the file is not read
    if (!(file instanceof File) || [...form.keys()].at(-1) !== 'file') return c.text(xml('InvalidArgument'), 400);
    if (file.size > MOST_BYTES) return c.text(xml('EntityTooLarge'), 400);
    if (file.type !== told('Content-Type')) return c.text(xml('InvalidPolicyDocument'), 400);
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (!files.store(told('key'), told('x-goog-signature'), bytes)) return c.text(xml('AccessDenied'), 403);
    return c.body(null, 201);
  });
  app.get('/cdn/shop/files/:file', (c) => {
    const found = files.bytes(c.req.param('file'));
    if (!found) return c.notFound();
    // any page may show it, and a mail; `width` is taken and changes nothing
    return c.body(found.bytes, 200, { 'content-type': found.type, 'cache-control': 'public, max-age=31536000' });
  });
};
