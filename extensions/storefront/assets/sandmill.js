// Fills Sandmill's blocks from one call, and ties carts and mail links to their visitor. Whatever fails, the page stays
// as the theme drew it: there is no message, no retry and no movement.
(() => {
  if (window.sandmill) return;
  window.sandmill = true; // the embed and a block may both load this file

  const WAIT_MS = 2000;
  const FRESH_MS = 15000;
  const COOKIE = 'sandmill_visitor';

  const found = () => [...document.querySelectorAll('[data-sandmill]')];
  const page = found()[0]?.dataset;
  if (!page) return;
  const root = page.root.replace(/\/?$/, '/');

  // ---- the visitor ----

  const kept = () => new RegExp(`(?:^|; )${COOKIE}=([\\w.-]+)`).exec(document.cookie)?.[1];
  const privacy = () => window.Shopify?.customerPrivacy?.analyticsProcessingAllowed && window.Shopify.customerPrivacy;

  /** Shopify brings its consent API when it is asked for. Without a cookie there is nothing to ask about. */
  function consentKnown() {
    if (!kept() || privacy()) return Promise.resolve();
    return new Promise((done) => {
      const load = () => {
        if (privacy() || !window.Shopify?.loadFeatures) done();
        else window.Shopify.loadFeatures([{ name: 'consent-tracking-api', version: '0.1' }], done);
      };
      if (window.Shopify?.loadFeatures || document.readyState === 'complete') load();
      else addEventListener('DOMContentLoaded', load);
      setTimeout(done, WAIT_MS);
    });
  }

  /** The pixel, which runs with consent only, wrote the cookie; a consent taken back later ends it here. */
  function visitor() {
    const id = kept();
    if (!id || privacy()?.analyticsProcessingAllowed()) return id;
    if (privacy()) document.cookie = `${COOKIE}=; path=/; max-age=0`;
    return undefined;
  }

  /** A mail link says who followed it. It is read once and leaves the address, so that a shared link tells nobody. */
  function takeToken() {
    const url = new URL(location.href);
    const token = url.searchParams.get('sandmill');
    if (token) {
      url.searchParams.delete('sandmill');
      history.replaceState(history.state, '', url);
    }
    return token;
  }

  /** A signed order carries the cart's attributes: that is how a device is known to be a customer's. */
  function tieCart() {
    const id = visitor();
    if (!id || page.visitor === id) return;
    page.visitor = id;
    post(`${root}cart/update.js`, { attributes: { _sandmill_visitor: id } }).catch(() => {
      page.visitor = '';
    });
  }

  const post = (url, body) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
      keepalive: true,
    });

  /** On the first page of a visit the pixel writes its cookie after this script has run. */
  function introduce(token, left = 10) {
    const id = visitor();
    if (id) ask({ visitor: id, token }).catch(() => {});
    else if (left) setTimeout(introduce, 500, token, left - 1);
  }

  // ---- the call ----

  async function ask(query) {
    const search = new URLSearchParams({ locale: page.locale });
    for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
    const answer = await fetch(`${root}apps/sandmill/decide?${search}`, {
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(WAIT_MS),
    });
    if (!answer.ok) throw answer;
    return answer.json();
  }

  /** Going back and forth asks once. Nothing is kept in the browser of somebody who refused. */
  async function askOnce(query) {
    if (query.token || !query.visitor) return ask(query);
    const key = `sandmill ${page.customer} ${page.locale} ${JSON.stringify(query)}`;
    try {
      const kept = JSON.parse(sessionStorage.getItem(key));
      if (kept && Math.abs(Date.now() - kept.at) < FRESH_MS) return kept.answer;
    } catch {
      // a browser without storage asks every time
    }
    const answer = await ask(query);
    try {
      sessionStorage.setItem(key, JSON.stringify({ at: Date.now(), answer }));
    } catch {
      // as above
    }
    return answer;
  }

  /** All blocks of a page share a call, unless two of them are about different products or banners. */
  function calls(blocks) {
    const list = [];
    for (const block of blocks) {
      const { sandmill: kind, product, banner, limit } = block.dataset;
      if (!(kind in fill)) continue;
      const fits = (call) =>
        (!product || !call.product || call.product === product) && (!banner || !call.banner || call.banner === banner);
      let call = list.find(fits);
      if (!call) list.push((call = { blocks: [], kinds: new Set() }));
      call.product ||= product;
      call.banner ||= banner;
      call.limit = Math.max(call.limit || 0, limit || 0);
      call.kinds.add(kind);
      call.blocks.push(block);
    }
    return list;
  }

  async function run(blocks, token) {
    await Promise.all(
      calls(blocks).map(async ({ blocks, kinds, product, banner, limit }) => {
        try {
          const query = { blocks: [...kinds].sort().join(), product, banner, limit, visitor: visitor(), token };
          const answer = await askOnce(query);
          for (const block of blocks) {
            const kind = block.dataset.sandmill;
            if (answer[kind] && block.isConnected) await fill[kind](block, answer[kind]);
          }
        } catch {
          // the app is down or slow: the defaults stay
        }
      }),
    );
  }

  // ---- the blocks ----

  const one = (block, part) => block.querySelector(`.sandmill-${part}`);
  const isLink = (url) => /^(\/|https?:\/\/)/.test(url || '');

  const fill = {
    proof(block, { kind, count, hours }) {
      const words = block.dataset;
      const template = kind === 'stock' && count === 1 ? words.stockOne : words[kind];
      if (!template) return;
      const inDays = hours > 48 && hours % 24 === 0;
      const period = (inDays ? words.days : words.hours).replace('%n', inDays ? hours / 24 : hours);
      one(block, 'proof__text').textContent = template.replace('%n', count).replace('%p', period);
      block.dataset.shown = kind;
    },

    banner(block, { title, text, link, label }) {
      // nobody loses the button under their finger
      if (!title || block.contains(document.activeElement)) return;
      const version = block.cloneNode(true);
      one(version, 'banner__title').textContent = title;
      one(version, 'banner__text').textContent = text || '';
      const button = one(version, 'banner__button');
      button.hidden = !isLink(link);
      if (isLink(link)) button.href = link[0] === '/' ? root + link.slice(1) : link;
      if (label) button.textContent = label;
      // new words in the old box, rather than old words that move
      block.replaceChildren(...version.childNodes);
    },

    async recs(block, { currency, products }) {
      const shopCurrency = window.Shopify?.currency?.active || currency;
      // the app knows titles and prices in the shop's own language and currency; the store knows the others
      const local = page.primary !== 'true' || shopCurrency !== currency;
      const linked = products.map((product) => ({ ...product, url: root + product.url.slice(1) }));
      const shown = local ? await Promise.all(linked.map(localised)) : linked;
      const places = [...block.querySelectorAll('.sandmill-card')];
      const ours = shown.filter(Boolean).slice(0, places.length);
      // what the theme drew stays behind ours, without showing a product twice
      const paths = new Set(ours.map((product) => pathOf(product.url)));
      const theirs = places
        .filter((card) => !('empty' in card.dataset) && !paths.has(pathOf(one(card, 'card__link').href)))
        .map((card) => card.cloneNode(true));
      places.forEach((card, index) => {
        const stays = theirs[index - ours.length];
        if (ours[index]) draw(card, ours[index], block.dataset.money);
        else if (stays) card.replaceWith(stays);
        else card.dataset.empty = '';
      });
    },
  };

  const pathOf = (url) => new URL(url, location.href).pathname.replace(/^.*(?=\/products\/)/, '');

  async function localised(product) {
    try {
      const answer = await fetch(`${product.url}.js`, { signal: AbortSignal.timeout(WAIT_MS) });
      const { title, price, featured_image: image } = await answer.json();
      return { ...product, title, price, image: image?.src || image || product.image };
    } catch {
      return null;
    }
  }

  function draw(card, { title, url, image, price, why }, format) {
    const link = one(card, 'card__link');
    const picture = one(card, 'card__picture');
    if (!isLink(url)) return;
    link.href = url;
    one(card, 'card__title').textContent = title;
    one(card, 'card__price').textContent = money(price, format);
    const img = document.createElement('img');
    Object.assign(img, { loading: 'lazy', width: 480, height: 480, alt: '' });
    if (isLink(image)) {
      const src = new URL(image, location.href);
      src.searchParams.set('width', '480');
      img.src = src;
      picture.replaceChildren(img);
    } else picture.replaceChildren();
    delete card.dataset.empty;
    card.dataset.why = why;
  }

  /** Hundredths in the shop's own money format: https://help.shopify.com/manual/international/pricing/currency-formatting */
  function money(hundredths, format) {
    const plain = format.replace(/<[^>]*>/g, '');
    return plain.replace(/\{\{\s*(\w+)\s*\}\}/, (_, name) => {
      const comma = /comma/.test(name);
      const thousands = comma ? '.' : /apostrophe/.test(name) ? "'" : /space/.test(name) ? ' ' : ',';
      const decimals = comma || name === 'amount_with_space_separator' ? ',' : '.';
      const [whole, rest] = (hundredths / 100).toFixed(/no_decimals/.test(name) ? 0 : 2).split('.');
      const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands);
      return rest ? grouped + decimals + rest : grouped;
    });
  }

  // ---- what happens ----

  const token = takeToken();
  consentKnown().then(async () => {
    const blocks = found();
    const told = Boolean(visitor()) && calls(blocks).length > 0;
    if (page.cart > 0) tieCart();
    await run(blocks, token);
    if (token && !told) introduce(token);
  });
  document.addEventListener('submit', ({ target }) => {
    // after the theme's own request has made the cart
    if (/\/cart\/add/.test(target.action)) setTimeout(tieCart, 1000);
  });
  document.addEventListener('visitorConsentCollected', () => {
    // the pixel starts with the consent and writes its cookie a moment later
    setTimeout(() => page.cart > 0 && tieCart(), 1000);
  });
  document.addEventListener('shopify:section:load', ({ target }) =>
    run([...target.querySelectorAll('[data-sandmill]')]),
  );
})();
