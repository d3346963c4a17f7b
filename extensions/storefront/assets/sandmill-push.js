// The invitation to notifications: asks for nothing before she presses its button. Whatever fails, the button stays.
(() => {
  if (window.sandmillPush) return; // two invitations on a page both load this file
  window.sandmillPush = true;

  const WAIT_MS = 2000;
  // one registration serves the whole shop, whatever language she reads
  const WORKER = '/apps/sandmill/push-worker.js';
  const workers = navigator.serviceWorker;
  const one = (block, part) => block.querySelector(`.sandmill-push__${part}`);

  /** The pixel's own id for this browser, where she agreed to the pixel; Shopify brings its consent API when asked. */
  async function visitor() {
    const id = /(?:^|; )sandmill_visitor=([\w.-]+)/.exec(document.cookie)?.[1];
    const privacy = () => window.Shopify?.customerPrivacy;
    if (id && !privacy())
      await new Promise((done) => {
        window.Shopify?.loadFeatures?.([{ name: 'consent-tracking-api', version: '0.1' }], done);
        setTimeout(done, WAIT_MS);
      });
    return id && privacy()?.analyticsProcessingAllowed?.() ? id : null;
  }

  async function call({ root, locale }, path, body) {
    const answer = await fetch(
      `${root.replace(/\/?$/, '/')}apps/sandmill/${path}?locale=${encodeURIComponent(locale)}`,
      body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    );
    if (!answer.ok) throw answer;
    return answer.json();
  }

  /** A worker that has just been registered cannot subscribe before it is active. */
  const awake = (registration) =>
    new Promise((done, fail) => {
      const worker = registration.active || registration.waiting || registration.installing;
      const look = () => (worker.state === 'activated' ? done() : worker.state === 'redundant' && fail());
      worker.addEventListener('statechange', look);
      look();
    });

  const subscribed = async () => (await workers.getRegistration(WORKER))?.pushManager.getSubscription();

  async function begin(block, shown) {
    const registration = await workers.register(WORKER);
    await awake(registration);
    const { key } = await call(block.dataset, 'push-key');
    const fresh = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    try {
      await call(block.dataset, 'push', { ...fresh.toJSON(), ...shown, visitor: await visitor() });
    } catch (error) {
      // nobody would write to it
      await fresh.unsubscribe();
      throw error;
    }
  }

  async function end(block, shown, standing) {
    await call(block.dataset, 'push-off', { ...shown, endpoint: standing.endpoint });
    await standing.unsubscribe();
  }

  async function invite(block) {
    const button = one(block, 'button');
    if (block.hidden || 'listens' in button.dataset) return;
    button.dataset.listens = '';
    // both labels stand in the button, so that it keeps its size
    const show = (isOn) => {
      const said = one(block, 'said');
      block.toggleAttribute('data-subscribed', isOn);
      said.textContent = isOn ? said.dataset.thanks : '';
    };
    button.addEventListener('click', async () => {
      button.disabled = true;
      const shown = { page: location.pathname, text: block.innerText.slice(0, 500) };
      try {
        const standing = await subscribed();
        if (standing) {
          await end(block, shown, standing);
          show(false);
        } else if ((await Notification.requestPermission()) === 'granted') {
          await begin(block, shown);
          show(true);
        } else block.hidden = Notification.permission === 'denied';
      } catch {
        // her browser, its push service or the app cannot now
      }
      button.disabled = false;
    });
    if (await subscribed().catch(() => null)) show(true);
  }

  const invitations = (inside) => inside.querySelectorAll('[data-sandmill="push"]').forEach(invite);
  invitations(document);
  document.addEventListener('shopify:section:load', ({ target }) => invitations(target));
})();
