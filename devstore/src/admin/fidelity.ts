import type { Fidelity } from '../fidelity/fidelity.ts';
import { REFUSED_MEMBERS, SIMULATED_MEMBERS } from './bridge-members.ts';

const APIS = 'https://shopify.dev/docs/api/app-home/apis';
const BROWSER = 'devstore/src/admin/in-a-browser.test.ts';

export const adminFidelity: Fidelity[] = [
  {
    area: 'Admin',
    simulates:
      'A frame around the app with navigation and title bar; lists of orders, customers and products; the way to the app embeds; a switch between stores.',
    refuses: 'Editing in the admin’s own pages.',
    source: { title: 'Embedded apps', url: 'https://shopify.dev/docs/apps/build/admin' },
    testedBy: 'devstore/src/admin/register-admin.test.ts',
    routes: [
      'GET /admin',
      'GET /admin/admin.js',
      'GET /admin/apps/*',
      'GET /admin/orders*',
      'GET /admin/customers*',
      'GET /admin/products*',
      'GET /admin/themes*',
      'POST /admin/themes*',
    ],
  },
  {
    area: 'Admin: segments and their action',
    simulates:
      'The merchant’s segments, and “Use in …” on a segment’s page, which opens the app with the segment’s id as the target admin.customer-segment-details.action.render lets it.',
    refuses: 'The extension’s own window: the app is opened instead.',
    source: {
      title: 'Admin extension targets',
      url: 'https://shopify.dev/docs/api/admin-extensions/latest/targets',
    },
    testedBy: 'devstore/src/admin/register-admin.test.ts',
    routes: ['POST /admin/customers/segments'],
  },
  {
    area: 'App Bridge',
    simulates:
      'Session tokens on every request of the app, toast, loading bar, navigation, modal, contextual save bar that asks before leaving.',
    refuses: 'Modals of another address (src).',
    source: { title: 'App Bridge', url: 'https://shopify.dev/docs/api/app-bridge-library' },
    testedBy: BROWSER,
    routes: ['GET /app-bridge.js', 'GET /admin/user.json'],
    bridge: [
      ...SIMULATED_MEMBERS.filter((member) => member !== 'resourcePicker' && member !== 'scopes'),
      'ui-modal',
      'ui-nav-menu',
      'ui-save-bar',
      'ui-title-bar',
    ],
  },
  {
    area: 'App Bridge: resource picker',
    simulates:
      'Products with their variants, variants, collections; how many, filters, search, what is chosen at first, keyboard.',
    refuses: 'A filter query beyond the search syntax that is simulated.',
    source: { title: 'Resource Picker API', url: `${APIS}/user-interface-and-interactions/resource-picker-api` },
    testedBy: BROWSER,
    routes: ['GET /admin/picker.json'],
    bridge: ['resourcePicker'],
  },
  {
    area: 'App Bridge: scopes',
    simulates: 'What is granted, required and optional; a permission dialog; giving back what is optional.',
    refuses: 'Scopes that the configuration does not name, and giving back what is required.',
    source: { title: 'Scopes API', url: `${APIS}/authentication-and-data/scopes-api` },
    testedBy: BROWSER,
    routes: ['GET /admin/scopes.json', 'POST /admin/scopes.json'],
    bridge: ['scopes'],
  },
  {
    area: 'App Bridge: the rest',
    simulates: 'Nothing; print is the browser’s own.',
    refuses: 'Each call throws, with its name.',
    source: { title: 'App Bridge', url: 'https://shopify.dev/docs/api/app-bridge-library' },
    testedBy: BROWSER,
    bridge: [...REFUSED_MEMBERS],
  },
];
