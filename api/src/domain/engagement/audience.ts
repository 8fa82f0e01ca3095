import { createIsbotFromList, isbot, list } from 'isbot'
import type { COUNTING } from '../../wire/constants.ts'
import type { Origin } from '../articles/origins.ts'

/** Why a page view is not counted, or not in full. Append only: they are columns. */
export const LEFT_OUT_REASONS = [
  'bots',
  'prefetches',
  'foreignOrigins',
  'unknownOrigins',
  'newsroom',
  'privacySignals',
  'aggregatesOnly',
] as const
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number]

/** How much of its readers a publisher lets be counted. */
export type Counting = (typeof COUNTING)[number]

/**
 * What of a page view is counted: all of it; its acts, without telling readers apart; its load alone; or nothing.
 */
export type Extent = 'all' | 'acts' | 'load' | 'nothing'

export interface Judgement {
  extent: Extent
  reason: LeftOutReason | null
}

/** What a page view says about itself. The user agent is looked at and forgotten. */
export interface Signals {
  origin: Origin
  userAgent: string | undefined
  /** Sec-Purpose and its forerunners. */
  purpose: string | undefined
  /** Sec-GPC. */
  globalPrivacyControl: string | undefined
  /** What the widget knows: a program drives the browser, or somebody of the newsroom sits before it. */
  leaveOut: 'automated' | 'newsroom' | undefined
}

const leftOut = (reason: LeftOutReason, extent: Extent = 'nothing'): Judgement => ({ extent, reason })

/** Whether and how far a page view counts as engagement. Its votes are votes in any case. */
export function judgeAudience(counting: Counting, signals: Signals): Judgement {
  if (counting === 'off') return { extent: 'nothing', reason: null }
  if (signals.origin === 'foreign') return leftOut('foreignOrigins')
  if (signals.origin === 'unknown') return leftOut('unknownOrigins')
  if (signals.leaveOut === 'automated' || !signals.userAgent || isProgram(signals.userAgent)) {
    return leftOut('bots')
  }
  if (signals.purpose?.includes('prefetch')) return leftOut('prefetches')
  if (signals.leaveOut === 'newsroom') return leftOut('newsroom')
  if (signals.globalPrivacyControl === '1') return leftOut('privacySignals', 'load')
  if (counting === 'aggregate-only') return leftOut('aggregatesOnly', 'acts')
  return { extent: 'all', reason: null }
}

export const DEVICES = ['phone', 'tablet', 'desktop'] as const
export type Device = (typeof DEVICES)[number]

const TABLET = /iPad|Tablet|PlayBook/
/** Systems of tablets and phones alike: a phone says `Mobile` behind them. */
const TABLET_UNLESS_MOBILE = ['Silk', 'Android']
const PHONE = /Mobi|iPhone|iPod|Windows Phone/

/**
 * The class of a device, by its user agent and the hint that Chromium sends. An iPad that asks for desktop pages says
 * that it is a Macintosh, and is believed.
 */
export function deviceOf(userAgent: string, mobileHint: string | undefined): Device {
  const mobile = userAgent.lastIndexOf('Mobile')
  if (TABLET.test(userAgent) || TABLET_UNLESS_MOBILE.some((name) => userAgent.lastIndexOf(name) > mobile))
    return 'tablet'
  return mobileHint === '?1' || PHONE.test(userAgent) ? 'phone' : 'desktop'
}

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
