import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gapsIn } from '../../api/web/gaps.ts'
import { LANGUAGES } from '../../api/web/shared/languages.ts'
import { languages, readCatalog } from '../../widget/languages/catalog.ts'
import { checkLanguage } from '../../widget/languages/check.ts'
import { openBrowser } from '../browsers/open-browser.ts'
import { findFaults } from '../screenshots/layout-faults.ts'
import { playSteps, playsOf, startWidgetServer } from '../screenshots/widget-server.ts'
import { WIDGET_STATES } from '../screenshots/widget-states.ts'

// Names what a language lacks and what has no room in the widget, and draws it on one sheet.
// npm run languages -- LANGUAGE … [--folder screenshots/languages]; without a language all are named, and none is drawn.

const WIDTH = 320
const COLUMNS = 7
const GAP = 16
const SHEET_WIDTH = COLUMNS * (WIDTH + GAP)
const HEAD = `<style>body{display:flex;flex-wrap:wrap;gap:0 ${GAP}px;align-content:start}</style>`

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { folder: { type: 'string', default: 'screenshots/languages' } },
})

const say = (line: string) => process.stdout.write(`${line}\n`)
const known = languages()
const unknown = positionals.find((one) => !known.includes(one))
if (unknown)
  throw new Error(
    `There is no file widget/locales/${unknown}.json: begin with a copy of widget/locales/en.json`,
  )

let isWhole = true
const tell = (language: string, faults: readonly string[]) => {
  for (const fault of faults) say(`  ${language}: ${fault}`)
  if (faults.length > 0) isWhole = false
}

for (const language of positionals.length > 0 ? positionals : known) {
  const { missing, wrong } = checkLanguage(language)
  const { name, status } = readCatalog(language)
  say(`${language} ${name}: ${status}`)
  tell(
    language,
    missing.map((key) => `${key} is missing, and is said in English`),
  )
  tell(language, wrong)
  // What English lacks there, the server says.
  const inOffice = LANGUAGES.find((one) => one === language && one !== 'en')
  const gaps = inOffice ? await gapsIn(inOffice) : []
  tell(
    language,
    gaps.map((name) => `${name} is missing, and is said in English`),
  )
}

if (positionals.length > 0) {
  const [server, browser] = await Promise.all([startWidgetServer(), openBrowser('chromium')])
  await mkdir(options.folder, { recursive: true })
  for (const language of positionals) {
    const page = await (await browser.openReader({ width: SHEET_WIDTH, height: 900 })).open()
    await page.goto(
      server.page({
        states: WIDGET_STATES,
        layout: 'card',
        theme: 'light',
        language,
        width: WIDTH,
        head: HEAD,
      }),
    )
    tell(language, await page.run(playSteps, playsOf(WIDGET_STATES, language)))
    tell(language, await page.run(findFaults))
    await page.resize(SHEET_WIDTH, await page.run(() => document.documentElement.scrollHeight))
    const path = join(options.folder, `${language}.png`)
    await writeFile(path, await page.screenshot())
    say(path)
  }
  await browser.close()
  await server.close()
}
process.exitCode = isWhole ? 0 : 1
