import type { SessionRequest } from '@unisson/api/wire'

const KEY = 'unisson-newsroom'

/**
 * Why this page life asks not to be counted: a program drives the browser, or somebody of the newsroom sits before it,
 * who once opened any article with #unisson-ignore-me (#unisson-count-me takes it back).
 */
export const leaveOut = (): SessionRequest['leaveOut'] => {
  const wish = /^#unisson-(ignore|count)-me$/.exec(location.hash)?.[1]
  let isNewsroom = wish === 'ignore'
  try {
    if (wish === 'count') localStorage.removeItem(KEY)
    if (isNewsroom) localStorage.setItem(KEY, '1')
    isNewsroom ||= !!localStorage.getItem(KEY)
  } catch {
    // Without storage the wish holds for this page.
  }
  return navigator.webdriver ? 'automated' : isNewsroom ? 'newsroom' : undefined
}
