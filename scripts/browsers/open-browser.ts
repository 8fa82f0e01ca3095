import type { BrowserKind, RunningBrowser } from './browser.ts'
import { openChromium } from './chromium.ts'
import { openFirefox } from './firefox.ts'
import { openWebKit } from './webkit.ts'

const OPEN = { chromium: openChromium, firefox: openFirefox, webkit: openWebKit }

/** Starts a browser; throws with the way to install it where it is missing. */
export const openBrowser = (kind: BrowserKind): Promise<RunningBrowser> => OPEN[kind]()
