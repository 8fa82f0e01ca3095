import { createIsbotFromList, isbot, list } from 'isbot'

/**
 * Patterns that are right of programs which fetch news and feeds, and wrong of people: applications in which people read
 * (Feedly, NewsBreak, SmartNews, Google News) bear such names themselves.
 */
const NAMES_OF_APPLICATIONS = /news|feed|google/i
const isbotByOtherPatterns = createIsbotFromList(
  list.filter((pattern) => !NAMES_OF_APPLICATIONS.test(pattern)),
)
const SUSPICIOUS = ['compatible;', 'http:', 'https:', '+']

/** A page inside an application of a phone or tablet: what iOS and Android make of it, and what the application adds. */
function isInsideApplication(userAgent: string): boolean {
  if (!userAgent.startsWith('Mozilla/5.0 (') || SUSPICIOUS.some((part) => userAgent.includes(part)))
    return false
  const isApple = /^\S+ \((?:iPhone|iPad|iPod)/.test(userAgent) && userAgent.includes(' Mobile/')
  const isAndroid = /^\S+ \(Linux; (?:U; )?Android /.test(userAgent) && userAgent.includes(' Chrome/')
  return (isApple || isAndroid) && userAgent.includes(' AppleWebKit/')
}

/** Whether a user agent is that of a program and not of a reader's browser. */
export const isProgram = (userAgent: string): boolean =>
  isbot(userAgent) && !(isInsideApplication(userAgent) && !isbotByOtherPatterns(userAgent))
