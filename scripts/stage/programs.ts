import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'

const CHROMIUM_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Path of a Chromium or Chrome on this machine; CHROMIUM names another place. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM']
  if (named) return existsSync(named) ? named : undefined
  return CHROMIUM_PLACES.find((place) => existsSync(place))
}

/** Debian's build of the same Chromium without windows. */
const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell'

/**
 * For tests of pages alone. The shell is Chromium without all that stands around a page, and draws the same
 * for less than half the processor time. Where it is missing, or CHROMIUM names a browser, it is Chromium itself.
 */
export const findPageChromium = (): string | undefined =>
  process.env['CHROMIUM'] || !existsSync(HEADLESS_SHELL) ? findChromium() : HEADLESS_SHELL

const FIREFOX_PLACES = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
]

/** Path of a Firefox on this machine; FIREFOX names another place. */
export function findFirefox(): string | undefined {
  const named = process.env['FIREFOX']
  return (named ? [named] : FIREFOX_PLACES).find((place) => existsSync(place))
}

export interface WebKitPrograms {
  driver: string
  browser: string
  /** The X server without a screen. */
  screen: string
}

const MINI_BROWSERS = ['4.1', '4.0'].flatMap((version) =>
  ['x86_64-linux-gnu/', 'aarch64-linux-gnu/', ''].map(
    (machine) => `/usr/lib/${machine}webkit2gtk-${version}/MiniBrowser`,
  ),
)

/** WebKitGTK with its driver, and the screen that it needs; MINI_BROWSER names another place of the browser. */
export function findWebKit(): WebKitPrograms | undefined {
  const [driver, screen] = ['/usr/bin/WebKitWebDriver', '/usr/bin/Xvfb']
  const browser = [process.env['MINI_BROWSER'] ?? '', ...MINI_BROWSERS].find((place) => existsSync(place))
  return browser && existsSync(driver) && existsSync(screen) ? { driver, browser, screen } : undefined
}

/** What to say where a browser is not found. */
export const BROWSERS_MISSING = {
  chromium:
    'Chromium is missing. Install it (Debian, Ubuntu: sudo apt-get install -y chromium) or set CHROMIUM to its path.',
  firefox:
    'Firefox is missing. Install it (Debian, Ubuntu: sudo apt-get install -y firefox-esr) or set FIREFOX to its path.',
  webkit:
    'WebKitGTK is missing. Install it (Debian, Ubuntu: sudo apt-get install -y webkit2gtk-driver xvfb).',
}

/** True if there is a C compiler, for the disk that fails on demand. */
export const hasCompiler = (): boolean => spawnSync('gcc', ['--version'], { stdio: 'ignore' }).status === 0

/** True if there is a browser of the terminal. */
export const hasTextBrowser = (): boolean => spawnSync('w3m', ['-version'], { stdio: 'ignore' }).status === 0

/** True if Debian's WordPress is there, and what runs it. */
export const hasWordPress = (): boolean =>
  existsSync('/usr/share/wordpress/wp-load.php') &&
  spawnSync('php', ['-r', 'exit(extension_loaded("mysqli") ? 0 : 1);'], { stdio: 'ignore' }).status === 0 &&
  spawnSync('mariadbd', ['--version'], { stdio: 'ignore' }).status === 0

const FAKETIME_PLACES = ['x86_64-linux-gnu/', 'aarch64-linux-gnu/', ''].flatMap((machine) => [
  `/usr/lib/${machine}faketime/libfaketimeMT.so.1`,
  `/usr/lib64/${machine}faketime/libfaketimeMT.so.1`,
])
export const FAKETIME_MISSING =
  'The test of a clock that jumps needs libfaketime. Install it (Debian, Ubuntu: sudo apt-get install -y faketime) or set FAKETIME_LIBRARY to the path of libfaketimeMT.so.1.'

/** Path of the library that changes the clock of a process; FAKETIME_LIBRARY names another place. */
export function findFaketime(): string | undefined {
  return [process.env['FAKETIME_LIBRARY'] ?? '', ...FAKETIME_PLACES].find((place) => existsSync(place))
}

/** Runs a program to its end, its output on ours; gives its exit code. */
export async function run(
  command: string,
  parts: string[],
  environment: Record<string, string> = {},
): Promise<number> {
  const child = spawn(command, parts, {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
    shell: process.platform === 'win32',
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code ?? 1
}

/** Runs npm scripts one after the other; stops at the first that fails, with its name. */
export async function runScripts(...names: string[]): Promise<void> {
  for (const name of names) {
    const code = await run('npm', ['run', '--silent', name])
    if (code !== 0) throw new Error(`npm run ${name} failed with exit code ${code}`)
  }
}
