// Shows what the shop sends, and opens it when it is pressed. Served through the shop's app proxy, so its scope is
// /apps/sandmill/: push asks for no more, and the theme's own pages never pass through it.
const NOTHING_SAID = { title: 'News', body: '' };

self.addEventListener('push', (event) => {
  let note = NOTHING_SAID;
  try {
    note = event.data.json();
  } catch {
    // a browser takes a permission back that is used without showing anything
  }
  const { title, body, image, icon, tag, url, lang } = note;
  event.waitUntil(
    self.registration.showNotification(title || NOTHING_SAID.title, { body, image, icon, tag, lang, data: { url } }),
  );
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { url } = event.notification.data || {};
  if (/^https?:/.test(url || '')) event.waitUntil(self.clients.openWindow(url));
});

// the browser, or its push service, has changed the address by itself
self.addEventListener('pushsubscriptionchange', (event) => {
  const { oldSubscription: before, newSubscription: after } = event;
  if (!before) return;
  event.waitUntil(
    (async () => {
      const fresh = after || (await self.registration.pushManager.subscribe(before.options));
      await fetch('/apps/sandmill/push', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...fresh.toJSON(), replaces: before.endpoint }),
      });
    })(),
  );
});
