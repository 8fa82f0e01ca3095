import { csvStyle } from '../../../src/wire/import-words.ts'
import { useWords } from '../language.ts'
import type { Language } from '../languages.ts'

export type FileFormat = 'xlsx' | 'csv'

interface DownloadsProps {
  /** What is downloaded, as in "Download the articles as CSV". */
  what: string
  language: Language
  /** Where the file is, without the parameters of its style. */
  addressOf(format: FileFormat): string
  /** Further formats, for programs. */
  more?: readonly (readonly [name: string, address: string])[]
}

/** The formats in which something can be downloaded, side by side. */
export function Downloads({ what, language, addressOf, more = [] }: DownloadsProps) {
  const { downloads } = useWords()
  const styled = (format: FileFormat): string => {
    const address = addressOf(format)
    const style = format === 'csv' ? csvStyle(language) : `titles=${language}`
    return `${address}${address.includes('?') ? '&' : '?'}${style}`
  }
  const files = [['Excel', styled('xlsx')] as const, ['CSV', styled('csv')] as const, ...more]
  return (
    <div class="downloads">
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d="M8 2v8m-3.5-3L8 10.5 11.5 7M3 13.5h10" />
      </svg>
      {files.map(([name, address]) => (
        <a key={name} href={address} download aria-label={downloads.as(what, name)}>
          {name}
        </a>
      ))}
    </div>
  )
}
