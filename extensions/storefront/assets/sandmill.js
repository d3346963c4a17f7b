// Fills Sandmill's blocks with one call and ties carts and mail links to their visitor. Whatever fails, the theme stands.
(() => {
  if (window.sandmill) return; // the embed and a block may both load this file
  window.sandmill = true;

  const WAIT_MS = 2000;
  const FRESH_MS = 5000;
  const COOKIE = 'sandmill_visitor';

  const found = (inside = document) => [...inside.querySelectorAll('[data-sandmill]')];
  const page = found()[0]?.dataset;
  if (!page) return;
  const root = page.root.replace(/\/?$/, '/');
  const soon = () => AbortSignal.timeout(WAIT_MS);

  const kept = () => new RegExp(`(?:^|; )${COOKIE}=([\\w.-]+)`).exec(document.cookie)?.[1];
  const privacy = () => window.Shopify?.customerPrivacy?.analyticsProcessingAllowed && window.Shopify.customerPrivacy;

  /** Shopify brings its consent API when asked. Without a cookie there is nothing to ask about. */
  function consentKnown() {
    if (!kept() || privacy()) return Promise.resolve();
    return new Promise((done) => {
      const features = () => window.Shopify?.loadFeatures;
      const load = () => features()?.([{ name: 'consent-tracking-api', version: '0.1' }], done);
      if (features()) load();
      else document.addEventListener('DOMContentLoaded', load);
      setTimeout(done, WAIT_MS);
    });
  }

  /** The pixel, which runs with consent only, wrote the cookie; a consent taken back ends it here. */
  function visitor() {
    const id = kept();
    if (!id || privacy()?.analyticsProcessingAllowed()) return id;
    if (privacy()) document.cookie = `${COOKIE}=; path=/; max-age=0`;
  }

  /** A mail link says who followed it, once: a shared address tells nobody. */
  function takeToken() {
    const url = new URL(location.href);
    const token = url.searchParams.get('sandmill');
    url.searchParams.delete('sandmill');
    if (token) history.replaceState(history.state, '', url);
    return token;
  }

  /** On the first page of a visit the pixel writes its cookie after this script has run. */
  function introduce(token, left = 10) {
    const id = visitor();
    if (id) ask({ visitor: id, token }).catch(() => {});
    else if (left) setTimeout(introduce, 500, token, left - 1);
  }

  /** A signed order carries the cart's attributes: that is how a device is known to be a customer's. */
  function tieCart() {
    const id = visitor();
    if (!id || page.visitor === id) return;
    page.visitor = id;
    fetch(`${root}cart/update.js`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ attributes: { _sandmill_visitor: id } }),
      keepalive: true,
    }).catch(() => (page.visitor = ''));
  }

  async function ask(query) {
    const search = new URLSearchParams({ locale: page.locale });
    for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
    const answer = await fetch(`${root}apps/sandmill/decide?${search}`, { signal: soon() });
    if (!answer.ok) throw answer;
    return answer.json();
  }

  /** A browser may refuse its storage, or have none left. */
  function stored(use) {
    try {
      return use(sessionStorage);
    } catch {}
  }

  /** Going back and forth asks once. Nothing is kept in the browser of somebody who refused. */
  async function askOnce(query) {
    if (query.token || !query.visitor) return ask(query);
    const key = `sandmill ${page.customer} ${page.locale} ${JSON.stringify(query)}`;
    const before = JSON.parse(stored((storage) => storage.getItem(key)) || '{}');
    if (Math.abs(Date.now() - before.at) < FRESH_MS) return before.answer;
    const answer = await ask(query);
    stored((storage) => storage.setItem(key, JSON.stringify({ at: Date.now(), answer })));
    return answer;
  }

  /** The blocks of a page share a call, unless two are about different products or banners. */
  function calls(blocks) {
    const list = [];
    for (const block of blocks) {
      const { sandmill: kind, product, banner, limit } = block.dataset;
      if (!(kind in fill)) continue;
      const same = (a, b) => !a || !b || a === b;
      let call = list.find((other) => same(other.product, product) && same(other.banner, banner));
      if (!call) list.push((call = { blocks: [], kinds: new Set(), limit: 0 }));
      call.product ||= product;
      call.banner ||= banner;
      call.limit = Math.max(call.limit, limit || 0);
      call.kinds.add(kind);
      call.blocks.push(block);
    }
    return list;
  }

  const run = (blocks, token) =>
    Promise.all(
      calls(blocks).map(async ({ blocks, kinds, product, banner, limit }) => {
        try {
          const query = { blocks: [...kinds].sort().join(), product, banner, limit, visitor: visitor(), token };
          const answer = await askOnce(query);
          for (const block of blocks) {
            const kind = block.dataset.sandmill;
            if (answer[kind]) await fill[kind](block, answer[kind]);
          }
        } catch {
          // the app is down or slow: the defaults stay
        }
      }),
    );

  const one = (block, part) => block.querySelector(`.sandmill-${part}`);
  const isLink = (url) => /^(\/|https?:\/\/)/.test(url || '');
  const pathOf = (url) => url.replace(/^.*(?=\/products\/)|[?#].*/g, '');

  /** New words in the old box, not old words that move; never under somebody's finger. */
  function swap(block, write) {
    if (block.contains(document.activeElement)) return;
    const version = block.cloneNode(true);
    write(version);
    block.replaceChildren(...version.childNodes);
  }

  const fill = {
    proof(block, { kind, count, hours }) {
      const words = block.dataset;
      const template = kind === 'stock' && count === 1 ? words.stockOne : words[kind];
      if (!template) return;
      const inDays = hours > 48 && hours % 24 === 0;
      const period = (inDays ? words.days : words.hours).replace('%n', inDays ? hours / 24 : hours);
      one(block, 'proof__text').textContent = template.replace('%n', count).replace('%p', period);
      words.shown = kind;
    },

    banner(block, { title, text, link, label }) {
      if (!title) return;
      swap(block, (version) => {
        one(version, 'banner__title').textContent = title;
        one(version, 'banner__text').textContent = text || '';
        const button = one(version, 'banner__button');
        button.hidden = !isLink(link);
        if (isLink(link)) button.href = link[0] === '/' ? root + link.slice(1) : link;
        if (label) button.textContent = label;
      });
    },

    async recs(block, { currency, products }) {
      const active = window.Shopify?.currency?.active || currency;
      const linked = products.map((product) => ({ ...product, url: root + product.url.slice(1) }));
      // the app knows the shop's own language and currency; the store knows the others
      const local = page.primary !== 'true' || active !== currency;
      const shown = local ? await Promise.all(linked.map(localised)) : linked;
      const places = [...block.querySelectorAll('.sandmill-card')];
      const ours = shown.filter(Boolean).slice(0, places.length);
      const paths = new Set(ours.map(({ url }) => pathOf(url)));
      places.forEach((card, index) => {
        if (ours[index]) draw(card, ours[index], block.dataset.money);
        // what the theme drew stays behind ours, but no product stands there twice
        else if (paths.has(pathOf(one(card, 'card__link').href))) card.dataset.empty = '';
      });
    },
  };

  async function localised(product) {
    try {
      const {
        title,
        price,
        featured_image: image,
      } = await (await fetch(`${product.url}.js`, { signal: soon() })).json();
      return { ...product, title, price, image: image?.src || image || product.image };
    } catch {
      return null;
    }
  }

  function draw(card, { title, url, image, price, why }, format) {
    swap(card, (version) => {
      one(version, 'card__link').href = url;
      one(version, 'card__title').textContent = title;
      one(version, 'card__price').textContent = money(price, format);
      const img = document.createElement('img');
      const src = isLink(image) && new URL(image, location.href);
      if (src) src.searchParams.set('width', 480);
      Object.assign(img, { loading: 'lazy', width: 480, height: 480, alt: '', src });
      one(version, 'card__picture').replaceChildren(...(src ? [img] : []));
    });
    delete card.dataset.empty;
    card.dataset.why = why;
  }

  /** Hundredths in the shop's own format: https://help.shopify.com/manual/international/pricing/currency-formatting */
  function money(hundredths, format) {
    return format.replace(/<[^>]*>/g, '').replace(/\{\{\s*(\w+)\s*\}\}/, (_, name) => {
      const comma = /comma/.test(name);
      const thousands = comma ? '.' : /apostrophe/.test(name) ? "'" : /space/.test(name) ? ' ' : ',';
      const decimals = comma || name === 'amount_with_space_separator' ? ',' : '.';
      const [whole, rest] = (hundredths / 100).toFixed(/no_decimals/.test(name) ? 0 : 2).split('.');
      const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands);
      return rest ? grouped + decimals + rest : grouped;
    });
  }

  const token = takeToken();
  consentKnown().then(async () => {
    const blocks = found();
    const told = visitor() && calls(blocks).length;
    if (page.cart > 0) tieCart();
    await run(blocks, token);
    if (token && !told) introduce(token);
  });
  // after the theme's own request has made the cart, and after the pixel has written its cookie
  const tieSoon = () => setTimeout(tieCart, 1000);
  document.addEventListener('submit', ({ target }) => /\/cart\/add/.test(target.action) && tieSoon());
  document.addEventListener('visitorConsentCollected', () => page.cart > 0 && tieSoon());
  document.addEventListener('shopify:section:load', ({ target }) => run(found(target)));
})();
