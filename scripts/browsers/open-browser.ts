import { openChromium } from './chromium.ts'
import type { Engine, EngineBrowser } from './engine.ts'
import { openFirefox } from './firefox.ts'
import { openWebKit } from './webkit.ts'

const OPEN = { chromium: openChromium, firefox: openFirefox, webkit: openWebKit }

/** Starts a browser of this engine; throws with the way to install it where it is missing. */
export const openBrowser = (engine: Engine): Promise<EngineBrowser> => OPEN[engine]()
