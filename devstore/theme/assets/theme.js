// The theme's only script: adding to the cart without leaving the page. Everything works without it.
(() => {
  const root = (window.Shopify?.routes?.root ?? '/').replace(/\/$/, '');

  const showCount = (count) => {
    for (const badge of document.querySelectorAll('[data-cart-count]')) {
      badge.textContent = count;
      badge.hidden = count === 0;
    }
  };

  for (const form of document.querySelectorAll('form[data-buy]')) {
    const said = form.querySelector('[data-said]');
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const button = form.querySelector('[name="add"]');
      button.disabled = true;
      try {
        const response = await fetch(`${root}/cart/add.js`, { method: 'POST', body: new FormData(form) });
        const answer = await response.json();
        said.textContent = response.ok ? `${said.dataset.added} ` : answer.description;
        said.classList.toggle('form-error', !response.ok);
        if (response.ok) {
          const link = document.createElement('a');
          link.href = said.dataset.cart;
          link.textContent = said.dataset.see;
          said.append(link);
        }
        const cart = await (await fetch(`${root}/cart.js`)).json();
        showCount(cart.item_count);
      } catch {
        form.submit();
      } finally {
        button.disabled = false;
      }
    });
    form.addEventListener('change', (event) => {
      const { price, url } = event.target.dataset;
      if (!price) return;
      const shown = document.querySelector('[data-price] .price');
      if (shown) shown.lastChild.textContent = price;
      history.replaceState(null, '', url);
    });
  }

  for (const form of document.querySelectorAll('form[data-auto-submit]')) {
    form.addEventListener('change', () => form.submit());
  }
  // Quantities change in place; the section comes back as the shop draws it.
  // https://shopify.dev/docs/api/ajax/section-rendering
  const change = async (key, quantity) => {
    const section = document.getElementById('shopify-section-main');
    try {
      const response = await fetch(`${root}/cart/change.js`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id: key, quantity }),
      });
      if (!response.ok) throw response;
      const { item_count: count } = await response.json();
      const drawn = await (await fetch(`${root}/cart?section_id=main`)).text();
      section.innerHTML = new DOMParser().parseFromString(drawn, 'text/html').body.firstElementChild.innerHTML;
      showCount(count);
      section.querySelector('h1').focus();
    } catch {
      location.reload();
    }
  };
  document.addEventListener('change', ({ target }) => {
    if (target.matches('#cart [data-line]')) change(target.dataset.line, Number(target.value));
  });
  document.addEventListener('click', (event) => {
    const link = event.target.closest('#cart [data-remove]');
    if (!link) return;
    event.preventDefault();
    change(link.dataset.remove, 0);
  });
  const choices = document.querySelector('[data-privacy-choices]');
  if (choices) {
    choices.hidden = false;
    choices.addEventListener('click', () => document.dispatchEvent(new CustomEvent('showPrivacyChoices')));
  }
})();
