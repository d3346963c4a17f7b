import type { ConfirmationWords } from './confirmation-words.ts';
import { asPlain } from './words.ts';

/** The text part: the same mail for readers without html. */
export function confirmationText(words: ConfirmationWords): string {
  return asPlain(`${words.heading}

${words.body}

${words.button}:
{{ confirm_url }}

${words.ignore}

--
${words.why}
{{ shop.name }} - {{ shop.host }}{% if sender.address %} - {{ sender.address }}{% endif %}{% if brand.address %}
{{ brand.address }}{% endif %}
`);
}
