const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}

/**
 * Replaces `{{name}}` by the escaped value and `{{{name}}}` by the value as it is, for HTML that was built here.
 * A name without a value is a mistake in a template, so it stops the start rather than reach a reader.
 */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{(\{?)(\w+)\}?\}\}/g, (_placeholder, raw: string, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`No value for {{${name}}} in a newspaper's template`)
    return raw === '' ? escapeHtml(value) : value
  })
}
