import { createContext } from 'preact'
import { useContext } from 'preact/hooks'

/** In which language the texts below are written; undefined: nobody knows. */
export const WrittenIn = createContext<string | undefined>(undefined)

/** What people wrote: marked with its language, so that a screen reader pronounces it by that and not by the page's. */
export function Written({ text, language }: { text: string; language?: string | undefined }) {
  const usual = useContext(WrittenIn)
  return <bdi lang={language ?? usual}>{text}</bdi>
}
