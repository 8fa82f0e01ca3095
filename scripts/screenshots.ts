import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { findChromium } from './programs.ts'
import { playSteps, startWidgetServer } from './screenshots/widget-server.ts'
import { WIDGET_STATES } from './screenshots/widget-states.ts'

// A sheet of every state of the widget for each width, theme and layout, to be looked at.
// npm run screenshots -- FOLDER [LANGUAGE]

const WIDTHS = [180, 320, 480, 768, 1280]
const THEMES = ['light', 'dark'] as const
const LAYOUTS = ['card', 'compact'] as const

const [folder = 'screenshots', named = 'fr', only = ''] = process.argv.slice(2)
const language = named === 'en' ? 'en' : 'fr'

const executablePath = findChromium()
if (!executablePath) throw new Error('Chromium is missing; CHROMIUM names another place')
await mkdir(folder, { recursive: true })
const server = await startWidgetServer()
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
for (const width of WIDTHS) {
  for (const layout of LAYOUTS) {
    if (width < 320 && layout === 'card') continue
    for (const theme of THEMES) {
      const name = `${layout}-${width}-${theme}-${language}`
      if (!name.includes(only)) continue
      const columns = Math.max(1, Math.min(5, Math.floor(2000 / (width + 16))))
      const page = await browser.newPage({ viewport: { width: columns * (width + 16), height: 900 } })
      const head = `<style>body{display:flex;flex-wrap:wrap;gap:0 16px;align-content:start}</style>`
      await page.goto(server.page({ states: WIDGET_STATES, layout, theme, language, width, head }))
      const missed = await page.evaluate(
        playSteps,
        WIDGET_STATES.map(({ name: state, steps }) => ({ name: state, steps })),
      )
      const path = join(folder, `${name}.png`)
      await page.screenshot({ path, fullPage: true })
      process.stdout.write(`${path}${missed.length > 0 ? ` without ${missed.join(', ')}` : ''}\n`)
      await page.close()
    }
  }
}
await browser.close()
await server.close()
