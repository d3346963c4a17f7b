import type { AppStore, Installation, ProtectedData, WebPixel } from './store.ts';
import type { World } from './world.ts';

/** A development store needs no review: everything that was asked for is approved. */
const ALL_APPROVED: ProtectedData = { customers: true, name: true, email: true, phone: true, address: true };

export function appStore(world: World): AppStore {
  const { documents } = world;
  let installation = documents.get<Installation>('app', 'installation') ?? {
    installed: false,
    scopes: [],
    installedAt: null,
  };
  let pixel = documents.get<WebPixel>('app', 'pixel');
  let approved: ProtectedData = { ...ALL_APPROVED, ...documents.get<ProtectedData>('app', 'protectedData') };
  const save = (next: Installation) => {
    installation = next;
    documents.put('app', 'installation', next);
  };
  const removePixel = () => {
    pixel = undefined;
    documents.remove('app', 'pixel');
  };

  return {
    installation: () => installation,
    install: (scopes) =>
      save({ ...installation, installed: true, scopes, installedAt: installation.installedAt ?? world.clock.iso() }),
    changeScopes: (scopes, withheld = installation.withheld ?? []) => {
      const previous = installation.scopes;
      save({ ...installation, scopes, withheld });
      world.emit({ kind: 'app.scopesUpdated', previous, current: scopes, at: world.clock.iso() });
    },
    protectedData: () => approved,
    setProtectedData: (change) => {
      approved = { ...approved, ...change };
      documents.put('app', 'protectedData', approved);
      return approved;
    },
    uninstall: () => {
      if (!installation.installed) return;
      // Announced first: once it is gone, no webhook has where to go.
      world.emit({ kind: 'app.uninstalled' });
      save({ installed: false, scopes: [], installedAt: null });
      removePixel();
    },
    requestShopRedact: () => world.emit({ kind: 'shop.redactRequested' }),
    announceBulk: (operation) => world.emit({ kind: 'bulk.finished', operation }),
    webPixel: () => pixel,
    saveWebPixel: (settings) => {
      pixel = { id: pixel?.id ?? world.nextId('pixel'), settings };
      documents.put('app', 'pixel', pixel);
      return pixel;
    },
    removeWebPixel: removePixel,
  };
}
