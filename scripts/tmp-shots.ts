import { mkdirSync } from 'node:fs'
import { TeamBrowser } from '../tests/browser/support/console.ts'
import { openStage } from '../tests/browser/support/stage.ts'

mkdirSync('/tmp/shots-kit', { recursive: true })
const stage = await openStage()
for (const [w, scheme] of [
  [320, 'dark'],
  [768, 'light'],
  [1280, 'light'],
  [1280, 'dark'],
] as const) {
  const team = await TeamBrowser.open(stage.browser, stage.api, {
    colorScheme: scheme,
    viewport: { width: w, height: 900 },
  })
  await team.signIn(stage.keys.administratorKey)
  await team.open('c', 'territoires', 'embed')
  await team.loaded()
  if (scheme === 'light') {
    await team.page.getByRole('button', { name: /Sombres|Dark/ }).click()
    await team.page.getByLabel(/La mienne|My own/).check()
    await team.page.locator('input[type=color]').fill('#b3005e')
    await team.page.locator('input[type=range]').fill('16')
  }
  await team.page.waitForFunction(() =>
    document.querySelector('iframe')?.contentDocument?.querySelector('[state=ready]'),
  )
  await team.page.waitForTimeout(600)
  await team.page.screenshot({ path: `/tmp/shots-kit/kit-${w}-${scheme}.png`, fullPage: true })
  console.log(team.errors, await team.page.evaluate(() => document.documentElement.scrollWidth))
  await team.close()
}
await stage.close()
