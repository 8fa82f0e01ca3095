import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { BROWSERS, type RunningBrowser } from '../browsers/browser.ts'
import { openBrowser } from '../browsers/open-browser.ts'
import { playSteps, playsOf, startWidgetServer, type WidgetServer } from './widget-server.ts'
import { WIDGET_STATES } from './widget-states.ts'

// A sheet of every state of the widget for each browser, width, theme and layout, to be looked at.
// npm run screenshots -- FOLDER [--language en] [--browser firefox …] [--only compact-320]

const WIDTHS = [180, 320, 480, 768, 1280]
const THEMES = ['light', 'dark'] as const
const LAYOUTS = ['card', 'compact'] as const
const GAP = 16
const WIDEST = 2000
const MOST_COLUMNS = 5
const HEAD = `<style>body{display:flex;flex-wrap:wrap;gap:0 ${GAP}px;align-content:start}</style>`

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    language: { type: 'string', default: 'fr' },
    browser: { type: 'string', multiple: true, default: [...BROWSERS] },
    only: { type: 'string', default: '' },
  },
})
const [folder = 'screenshots'] = positionals
const { language } = options

interface Sheet {
  width: number
  layout: (typeof LAYOUTS)[number]
  theme: (typeof THEMES)[number]
}

const SHEETS: Sheet[] = WIDTHS.flatMap((width) =>
  LAYOUTS.filter((layout) => width >= 320 || layout === 'compact').flatMap((layout) =>
    THEMES.map((theme) => ({ width, layout, theme })),
  ),
)

async function draw(browser: RunningBrowser, server: WidgetServer, sheet: Sheet): Promise<void> {
  const { width, layout, theme } = sheet
  const name = `${browser.kind}-${layout}-${width}-${theme}-${language}`
  if (!name.includes(options.only)) return
  const columns = Math.max(1, Math.min(MOST_COLUMNS, Math.floor(WIDEST / (width + GAP))))
  const sheetWidth = columns * (width + GAP)
  const reader = await browser.openReader({ width: sheetWidth, height: 900, scheme: theme })
  try {
    const page = await reader.open()
    await page.goto(server.page({ states: WIDGET_STATES, layout, theme, language, width, head: HEAD }))
    const missed = await page.run(playSteps, playsOf(WIDGET_STATES, language))
    await page.resize(sheetWidth, await page.run(() => document.documentElement.scrollHeight))
    const path = join(folder, `${name}.png`)
    await writeFile(path, await page.screenshot())
    process.stdout.write(`${path}${missed.length > 0 ? ` without ${missed.join(', ')}` : ''}\n`)
  } finally {
    await reader.close()
  }
}

await mkdir(folder, { recursive: true })
const server = await startWidgetServer()
for (const kind of BROWSERS.filter((one) => options.browser.includes(one))) {
  const browser = await openBrowser(kind)
  for (const sheet of SHEETS) await draw(browser, server, sheet)
  await browser.close()
}
await server.close()
