// The program of the worker thread: draws a picture, which takes a tenth of a second, while others vote.

import { parentPort, workerData } from 'node:worker_threads'
import { Resvg } from '@resvg/resvg-js'
import { type Picture, pictureWords } from './picture.ts'
import { pictureSvg } from './svg.ts'
import { fontFiles } from './typeface.ts'

export interface PictureJob {
  picture: Picture
  format: 'png' | 'svg'
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** With texts as outlines: it looks the same on paper and where the fonts are not. */
function asSvg(drawing: Resvg, { language }: Picture, words: string): string {
  return drawing
    .toString()
    .replace(/^<svg /, `<svg role="img" xml:lang="${language}" `)
    .replace('>', `><title>${escaped(words)}</title>`)
}

function render({ picture, format }: PictureJob): Uint8Array {
  const drawing = new Resvg(pictureSvg(picture), {
    font: { loadSystemFonts: false, fontFiles: fontFiles(), defaultFontFamily: 'Noto Sans' },
  })
  return format === 'png'
    ? drawing.render().asPng()
    : new TextEncoder().encode(asSvg(drawing, picture, pictureWords(picture)))
}

parentPort?.postMessage(render(workerData as PictureJob))
