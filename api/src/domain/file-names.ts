const LONGEST = 80

/** A name as a part of the name of a file: no accents, small letters, hyphens; "Le Journal de l’Été" → "le-journal-de-l-ete". */
export function fileSlug(name: string): string {
  const words = name
    .toWellFormed()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
  return [...words]
    .slice(0, LONGEST)
    .join('')
    .replace(/^-+|-+$/g, '')
}

const DAYS_OF_FEBRUARY_AT_LEAST = 28

/** Days of a range, both included, as a part of the name of a file: a month where they are one, else the days. */
export function daysInName(first: string, last: string): string {
  const nextDay = new Date(`${last}T00:00:00Z`)
  nextDay.setUTCDate(nextDay.getUTCDate() + 1)
  const isMonth =
    first.endsWith('-01') &&
    first.slice(0, 7) === last.slice(0, 7) &&
    Number(last.slice(8)) >= DAYS_OF_FEBRUARY_AT_LEAST &&
    nextDay.getUTCDate() === 1
  if (isMonth) return first.slice(0, 7)
  return first === last ? first : `${first}-${last}`
}

/** The value of Content-Disposition for a download (RFC 6266): a name of ASCII, and the whole one beside it (RFC 8187). */
export function attachment(parts: readonly string[], extension: string): string {
  const name = `${parts.filter((part) => part !== '').join('-')}.${extension}`
  const plain = name
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/["\\]/g, '')
    .replace(/-{2,}/g, '-')
    .replace(/^-/, '')
  const whole = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  const ascii = plain.startsWith('.') ? `download${plain}` : plain
  return `attachment; filename="${ascii}"${ascii === name ? '' : `; filename*=UTF-8''${whole}`}`
}
