/** Names in addresses that readers' pages load, which block lists may know. */
export interface PublicNames {
  /** Of the script that is pasted; what it loads is in a folder of the same name. */
  script: string
  /** What stands before the addresses of the API. */
  api: string
}

export const USUAL_NAMES: PublicNames = { script: 'embed.js', api: 'v1' }

const isUsual = ({ script, api }: PublicNames): boolean =>
  script === USUAL_NAMES.script && api === USUAL_NAMES.api

const folderOf = ({ script }: PublicNames): string => script.replace(/\.js$/, '')

const moved = (url: string, from: string, to: string): string =>
  url.startsWith(from) ? to + url.slice(from.length) : url

/** Our own address of one that uses these names. The usual names lead there too: pages that have them stay as they are. */
export function ownAddress(url: string, names: PublicNames): string {
  if (isUsual(names)) return url
  const folder = folderOf(names)
  const script = `/${names.script}`
  if (url === script || url.startsWith(`${script}?`)) return moved(url, script, '/embed.js')
  const inApi = moved(url, `/${names.api}/`, '/v1/')
  return moved(moved(inApi, `/v1/${folder}/`, '/v1/embed/'), `/${folder}/`, '/embed/')
}

/** A built file of the widget that asks under these names; undefined where they are the usual ones, and the file is. */
export function withNames(code: string, names: PublicNames): string | undefined {
  if (isUsual(names)) return undefined
  return (
    code
      .replaceAll('/embed/', `/${folderOf(names)}/`)
      .replaceAll('/embed.js', `/${names.script}`)
      // In the pattern by which the loader knows its own address.
      .replaceAll('/embed\\.js', `/${names.script.replace('.', '\\.')}`)
      .replaceAll('/v1/', `/${names.api}/`)
      .replace(/\/v1(?=[`'"])/g, `/${names.api}`)
  )
}
