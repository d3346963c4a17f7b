/** What other programs write where we write Liquid of ours. Sources: Mailchimp "Merge tags", Klaviyo "Personalization". */
const FIELDS: readonly [RegExp, string][] = [
  [/\*\|FNAME\|\*/g, '{{ contact.first_name }}'],
  [/\*\|LNAME\|\*/g, '{{ contact.last_name }}'],
  [/\*\|EMAIL\|\*/g, '{{ contact.email }}'],
  [/\*\|(?:LIST:COMPANY|COMPANY)\|\*/g, '{{ shop.name }}'],
  [/\*\|(?:HTML:)?LIST_?ADDRESS(?:_HTML|_LINE)?\|\*/g, '{{ brand.address }}'],
  [/\*\|UNSUB\|\*/g, '{{ unsubscribe_url }}'],
  [/\*\|UPDATE_PROFILE\|\*/g, '{{ preferences_url }}'],
  [/\*\|(?:CURRENT_YEAR|DATE:Y)\|\*/g, '{{ year }}'],
  [/\{\{\s*(first_name|last_name|email)\s*(\|[^}]*)?\}\}/g, '{{ contact.$1 $2}}'],
  [/\{\{\s*person\.(first_name|last_name|email)\s*(\|[^}]*)?\}\}/g, '{{ contact.$1 $2}}'],
  [/\{\{\s*organization\.name\s*\}\}/g, '{{ shop.name }}'],
  [/\{\{\s*organization\.(?:url|homepage)\s*\}\}/g, '{{ shop.url }}'],
  [/\{\{\s*organization\.full_address\s*\}\}/g, '{{ brand.address }}'],
  [/\{%\s*unsubscribe_link\s*%\}/g, '{{ unsubscribe_url }}'],
  [/\{%\s*unsubscribe(?:\s+'([^']*)')?\s*%\}/g, '<a href="{{ unsubscribe_url }}">$1</a>'],
  [/\{%\s*manage_preferences_link\s*%\}/g, '{{ preferences_url }}'],
];

export function withOurFields(source: string): string {
  return FIELDS.reduce((text, [theirs, ours]) => text.replace(theirs, ours), source).replaceAll(
    '<a href="{{ unsubscribe_url }}"></a>',
    '<a href="{{ unsubscribe_url }}">Unsubscribe</a>',
  );
}
