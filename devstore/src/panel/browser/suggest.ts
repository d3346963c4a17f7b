interface Suggestion {
  value: string;
  key: string;
  label?: string;
}

/** Fills a datalist as somebody types, and remembers which key stands behind each value. */
export function suggest(
  listId: string,
  inputs: string,
  find: (search: string) => Promise<Suggestion[]>,
): Map<string, string> {
  const keys = new Map<string, string>();
  const list = document.getElementById(listId);
  const show = async (search: string): Promise<void> => {
    const found = await find(search);
    for (const { value, key } of found) keys.set(value, key);
    list?.replaceChildren(
      ...found.map(({ value, label }) => {
        const option = document.createElement('option');
        option.value = value;
        if (label) option.label = label;
        return option;
      }),
    );
  };
  for (const input of document.querySelectorAll<HTMLInputElement>(inputs)) {
    input.addEventListener('input', () => void show(input.value));
    input.addEventListener('focus', () => void show(input.value), { once: true });
  }
  return keys;
}
