// Suggestions while somebody types, as a combobox with its list: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
(() => {
  const WAIT_MS = 200;

  for (const form of document.querySelectorAll('form[data-search]')) {
    const input = form.querySelector('input[name="q"]');
    const box = form.querySelector('[data-suggestions]');
    const said = form.querySelector('[data-search-said]');
    let asked = '';
    let timer = 0;
    let chosen = -1;
    const options = () => [...box.querySelectorAll('[role="option"]')];

    const close = () => {
      // what is still on its way for an earlier word must not open the list again
      asked = '';
      clearTimeout(timer);
      box.hidden = true;
      chosen = -1;
      input.setAttribute('aria-expanded', 'false');
      input.removeAttribute('aria-activedescendant');
    };

    const choose = (index) => {
      const list = options();
      if (list.length === 0) return;
      chosen = (index + list.length) % list.length;
      list.forEach((option, at) => option.setAttribute('aria-selected', String(at === chosen)));
      input.setAttribute('aria-activedescendant', list[chosen].id);
      list[chosen].scrollIntoView({ block: 'nearest' });
    };

    const suggest = async () => {
      const query = input.value.trim();
      if (query === asked && !box.hidden) return;
      if (query.length < 2) return close();
      asked = query;
      try {
        const search = new URLSearchParams({ q: query, section_id: 'predictive-search' });
        const response = await fetch(`${form.dataset.suggest}?${search}`);
        if (!response.ok || query !== asked) return;
        box.innerHTML = await response.text();
        for (const option of options()) option.id = `${input.id}-${option.id}`;
        const list = box.querySelector('[role="listbox"]');
        if (!list) return close();
        list.id = `${input.id}-list`;
        box.hidden = false;
        chosen = -1;
        input.removeAttribute('aria-activedescendant');
        input.setAttribute('aria-controls', list.id);
        input.setAttribute('aria-expanded', 'true');
        said.textContent = box.dataset.found.replace('%n', options().length);
      } catch {
        close();
      }
    };

    input.setAttribute('role', 'combobox');
    input.setAttribute('aria-autocomplete', 'list');
    input.setAttribute('aria-expanded', 'false');
    input.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(suggest, WAIT_MS);
    });
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !box.hidden) {
        event.preventDefault();
        event.stopPropagation();
        close();
      }
      if (box.hidden) return;
      if (event.key === 'ArrowDown') choose(chosen + 1);
      else if (event.key === 'ArrowUp') choose(chosen < 0 ? -1 : chosen - 1);
      else if (event.key === 'Enter' && chosen >= 0) options()[chosen].click();
      else return;
      event.preventDefault();
    });
    form.addEventListener('focusout', ({ relatedTarget }) => {
      if (!form.contains(relatedTarget)) close();
    });
    // a press on a suggestion must not take the focus away before it is a click
    box.addEventListener('mousedown', (event) => event.preventDefault());
  }

  const opener = document.querySelector('[data-search-opener]');
  if (!opener) return;
  opener.addEventListener('toggle', () => opener.open && opener.querySelector('input[name="q"]').focus());
  opener.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !opener.open) return;
    opener.open = false;
    opener.querySelector('summary').focus();
  });
  document.addEventListener('click', ({ target }) => {
    if (opener.open && !opener.contains(target)) opener.open = false;
  });
})();
