import { wrongField } from './checked-input.ts'

/** Larger files are refused before anything looks into them. */
const MAX_LOGO_BYTES = 2_000_000
const MAX_PIXELS = 25_000_000
/** Twice the size at which it is shown, for fine screens. */
const WIDTH = 480
const HEIGHT = 240
/** Elements of SVG that repeat others or compute every pixel: a few hundred bytes of them keep a processor for minutes. */
const COSTLY = /<(?:\w+:)?(?:use|pattern|filter|mask|image|fe\w+)\b/gi
const COSTLY_ALLOWED = 20
const FORMATS = ['jpeg', 'png', 'webp', 'avif', 'gif', 'svg', 'heif']

export interface Logo {
  type: 'image/webp'
  width: number
  height: number
  bytes: Uint8Array
}

/** Throws where an SVG could take long to draw, or hides what it holds: compressed, in another encoding, in entities. */
function assertQuick(file: Uint8Array): void {
  const text = Buffer.from(file).toString('latin1')
  if (!/<(?:\w+:)?svg\b/i.test(text) || text.includes('<!ENTITY'))
    throw new Error('an SVG that hides what it holds')
  if ((text.match(COSTLY)?.length ?? 0) > COSTLY_ALLOWED) throw new Error('an SVG that takes long to draw')
}

/**
 * A picture re-encoded from the pixels of the upload: no script, no metadata, nothing else of the original file
 * stays. Throws the problem `invalid-request` where there is no picture in it, or too large a one.
 */
export async function makeLogo(file: Uint8Array): Promise<Logo> {
  if (file.byteLength > MAX_LOGO_BYTES) throw wrongField('logo', 'is larger than 2 MB', 'image-too-large')
  // Read only by those who need it: it brings a native library.
  const { default: sharp } = await import('sharp')
  try {
    const picture = sharp(file, { limitInputPixels: MAX_PIXELS, failOn: 'error', animated: false })
    const { format } = await picture.metadata()
    if (format === 'svg') assertQuick(file)
    if (!FORMATS.includes(format)) throw new Error(`the format ${format} is not taken`)
    const { data, info } = await picture
      .rotate()
      .resize(WIDTH, HEIGHT, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 90 })
      .toBuffer({ resolveWithObject: true })
    return { type: 'image/webp', width: info.width, height: info.height, bytes: data }
  } catch {
    throw wrongField(
      'logo',
      'is not a readable picture (PNG, JPEG, WebP, AVIF, GIF or plain SVG)',
      'image-unreadable',
    )
  }
}
