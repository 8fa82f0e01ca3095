import { readFileSync } from 'node:fs'

// Budgets in bytes as sent (brotli). Raised only by a commit that says why.
const { loader, results, frame, place, layer, apps, later } = JSON.parse(
  readFileSync(new URL('./widget/dist/manifest.json', import.meta.url), 'utf8'),
)

const each = (name, files, limit) =>
  Object.entries(files).map(([language, path]) => ({
    name: `${name}, ${language}`,
    path: `widget/dist/${path}`,
    limit,
    brotli: true,
  }))

/** A page that runs in the browser, with all that it names, and its sentences in one language. */
function page(name, limit) {
  const html = `api/web/dist/${name}/index.html`
  const named = readFileSync(new URL(html, import.meta.url), 'utf8').matchAll(/"\/?web\/(assets\/[^"]+)"/g)
  const path = [html, ...Array.from(named, ([, file]) => `api/web/dist/${file}`)]
  path.push(`api/web/dist/assets/${name}-fr-*.js`)
  return { name: `${name}: all of it`, path, limit, brotli: true }
}

export default [
  // Raised from 1 kB for the ways in which the web runs a script: tag managers, modules, single-page apps, two servers.
  { name: 'loader', path: `widget/dist/${loader}`, limit: '1.3 kB', brotli: true },
  { name: 'results element: all of it', path: `widget/dist/${results}`, limit: '6 kB', brotli: true },
  { name: 'frame: beside the widget in a frame', path: `widget/dist/${frame}`, limit: '1 kB', brotli: true },
  {
    name: 'place: only where a script is not simply there',
    path: `widget/dist/${place}`,
    limit: '1 kB',
    brotli: true,
  },
  {
    name: 'layer: only for the page’s own measurement, or with debug',
    path: `widget/dist/${layer}`,
    limit: '1 kB',
    brotli: true,
  },
  // In any language, those of two bytes a letter too. With the proof of the draw, which goes with each vote.
  ...each('app: until the first vote', apps, '11.5 kB'),
  // Its share of the looks: results as a bar, the compact layout, who asks, what is printed. And what is told of a vote:
  // answers sorted, refusals with a way on, what waited too long, why a page takes no votes. And what follows the page.
  // And the token by which a newsroom vouches for its subscriber, told late or anew.
  // And a hundred sentences, of which a letter takes two bytes in Greek, Arabic or Bulgarian.
  // And the headline of the results, with its plurals of votes and readers.
  // Raised from 14.5 kB: the Ukrainian one was 12 B below it, and the order of its modules alone moves it by 40 B.
  ...each('later: after it', later, '14.6 kB'),
  // With what editors put right: renaming and merging articles, and which sites asked that are on no list.
  page('dashboard', '55 kB'),
]
