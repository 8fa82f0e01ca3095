import { useContext } from 'preact/hooks'
import { sentenceWith, WrittenIn } from '../../../src/pages/shown-text.ts'

// In which language the texts below are written; undefined: nobody knows. Parts of our public pages that are shown here know it too.
export { WrittenIn }

/** Language and direction of a field, an option or another element that holds what people wrote, and nothing else. */
export function useWritten(language?: string | undefined): { lang?: string | undefined; dir: 'auto' } {
  const usual = useContext(WrittenIn)
  return { lang: language ?? usual, dir: 'auto' }
}

interface WrittenProps {
  text: string
  language?: string | undefined
}

/** What people wrote: marked with its language, so that a screen reader pronounces it by that and not by the page's. */
export function Written({ text, language }: WrittenProps) {
  return <bdi lang={useWritten(language).lang}>{text}</bdi>
}

/** A sentence of the page that holds what people wrote; `sentence` writes it around a text. */
export function Around({ sentence, text, language }: WrittenProps & { sentence(text: string): string }) {
  const { lang } = useWritten(language)
  return <>{sentenceWith(([slot = '']) => sentence(slot), [text], lang === undefined ? {} : { lang })}</>
}
