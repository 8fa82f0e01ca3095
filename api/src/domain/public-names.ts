/** Names in addresses that readers' pages load, which block lists may know. */
export interface PublicNames {
  /** Of the script that is pasted; what it loads is in a folder of the same name. */
  script: string
  /** What stands before the addresses of the API. */
  api: string
}

export const USUAL_NAMES: PublicNames = { script: 'embed.js', api: 'v1' }

/** The scripts that pages name. */
export interface ScriptNames {
  widget: string
  results: string
  frame: string
}

const USUAL_SCRIPTS: ScriptNames = { widget: 'embed.js', results: 'results.js', frame: 'frame.js' }

/** All of them by the name of the one that is pasted: `participate.js` goes with `participate-results.js`. */
export function scriptsOf(script: string): ScriptNames {
  if (script === USUAL_SCRIPTS.widget) return USUAL_SCRIPTS
  const name = script.replace(/\.js$/, '')
  return { widget: script, results: `${name}-results.js`, frame: `${name}-frame.js` }
}

const isUsual = ({ script, api }: PublicNames): boolean =>
  script === USUAL_NAMES.script && api === USUAL_NAMES.api

const folderOf = ({ script }: PublicNames): string => script.replace(/\.js$/, '')

const moved = (url: string, from: string, to: string): string =>
  url.startsWith(from) ? to + url.slice(from.length) : url

/** Our own address of one that uses these names. The usual names lead there too: pages that have them stay as they are. */
export function ownAddress(url: string, names: PublicNames): string {
  if (isUsual(names)) return url
  const folder = folderOf(names)
  for (const [part, script] of Object.entries(scriptsOf(names.script)))
    if (url === `/${script}` || url.startsWith(`/${script}?`))
      return moved(url, `/${script}`, `/${USUAL_SCRIPTS[part as keyof ScriptNames]}`)
  const inApi = moved(url, `/${names.api}/`, '/v1/')
  return moved(moved(inApi, `/v1/${folder}/`, '/v1/embed/'), `/${folder}/`, '/embed/')
}

/** A built file of the widget that asks under these names; undefined where they are the usual ones, and the file is. */
export function withNames(code: string, names: PublicNames): string | undefined {
  if (isUsual(names)) return undefined
  const scripts = scriptsOf(names.script)
  return (
    code
      .replaceAll('/embed/', `/${folderOf(names)}/`)
      .replaceAll('/embed.js', `/${scripts.widget}`)
      .replaceAll('/results.js', `/${scripts.results}`)
      // In the patterns by which they know their own addresses.
      .replaceAll('/embed\\.js', `/${scripts.widget.replace('.', '\\.')}`)
      .replaceAll('/results\\.js', `/${scripts.results.replace('.', '\\.')}`)
      .replaceAll('/v1/', `/${names.api}/`)
      .replace(/\/v1(?=[`'"])/g, `/${names.api}`)
  )
}
