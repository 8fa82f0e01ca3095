import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { launchChromium } from '../../../scripts/browsers/chromium.ts'
import { startWidgetServer, type WidgetServer } from '../../../scripts/screenshots/widget-server.ts'

/** The built widget with made-up answers, and a Chromium. */
class WidgetStage {
  #server: WidgetServer | undefined
  #browser: Browser | undefined

  get server(): WidgetServer {
    if (!this.#server) throw new Error('The server does not run')
    return this.#server
  }

  get browser(): Browser {
    if (!this.#browser) throw new Error('The browser does not run')
    return this.#browser
  }

  async open(): Promise<void> {
    ;[this.#server, this.#browser] = await Promise.all([startWidgetServer(), launchChromium()])
  }

  async close(): Promise<void> {
    await this.#browser?.close()
    await this.#server?.close()
  }
}

/** Opens the stage of a file of tests before them, and closes it after. */
export function useWidgetStage(): WidgetStage {
  const stage = new WidgetStage()
  beforeAll(() => stage.open())
  afterAll(() => stage.close())
  return stage
}
