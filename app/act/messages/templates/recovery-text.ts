import { asPlain, type RecoveryWords } from './words.ts';

/** The text part: the same mail for readers without html. */
export function recoveryText(words: RecoveryWords): string {
  return asPlain(`${words.heading}

${words.body}

{% for line in lines %}- {{ line.title }}{% if line.variant_title %} ({{ line.variant_title }}){% endif %}, ${words.quantity}: {{ line.price }}
{% endfor %}{% if hidden_lines > 0 %}${words.more}
{% endif %}${words.total}: {{ total }}

${words.button}:
{{ restore_url }}

${words.help}

--
${words.why}
${words.unsubscribe}: {{ unsubscribe_url }}
${words.preferences}: {{ preferences_url }}
{{ shop.name }} - {{ shop.host }}{% if sender.address %} - {{ sender.address }}{% endif %}{% if brand.address %}
{{ brand.address }}{% endif %}
`);
}
