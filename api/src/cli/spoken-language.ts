import { InvalidArgumentError } from 'commander'
import { isTag, LANGUAGES, nearestLanguage } from '../pages/languages.ts'

const languageOf = (tag: string): string => new Intl.Locale(tag).language

/** `no` means both of its written forms, and readers of either read the other. */
const NORWEGIAN: readonly string[] = ['nb', 'nn', 'no']

function isSame(tag: string, nearest: string): boolean {
  const [typed, spoken] = [languageOf(tag), languageOf(nearest)]
  return typed === spoken || (NORWEGIAN.includes(typed) && NORWEGIAN.includes(spoken))
}

/**
 * The language of the interface that a typed tag names: `pt-BR` gives `pt`. Any other is refused, also where it has a
 * neighbour: who typed Welsh is not to send out English.
 */
export function spokenLanguage(tag: string): string {
  const nearest = isTag(tag) ? nearestLanguage(tag, '') : ''
  if (nearest === '' || !isSame(tag, nearest))
    throw new InvalidArgumentError(`It must be one of ${LANGUAGES.join(', ')}.`)
  return nearest
}
