const LONGEST = 80

/** A name as a part of the name of a file: no accents, small letters, hyphens; "Le Journal de l’Été" → "le-journal-de-l-ete". */
export function fileSlug(name: string): string {
  const words = [...name.toWellFormed().normalize('NFKD')]
    .slice(0, LONGEST)
    .join('')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
  return words.filter((word) => word !== '').join('-')
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
  if (/^[\w.-]+$/.test(name)) return `attachment; filename="${name}"`
  const words = parts.map((part) => part.replace(/[^\w.-]/g, '')).filter((part) => part !== '')
  const plain = `${words.join('-') || 'download'}.${extension}`
  const whole = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`
}
