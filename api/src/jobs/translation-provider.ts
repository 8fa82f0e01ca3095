/** How a provider is reached: by which protocol, where, and with which key. */
export interface ProviderSettings {
  protocol: 'libretranslate' | 'deepl'
  url: string
  key: string | null
}

/** Makes translations of texts; one small interface for whichever program does it. */
export interface TranslationProvider {
  /** As readers are told. */
  name: string
  /** Each text in another language, in the same order. Throws ProviderError. */
  translate(texts: readonly string[], from: string, to: string): Promise<string[]>
}

/** Why a provider gave no translations, in words for the team; it never holds the key. */
export class ProviderError extends Error {
  override name = 'ProviderError'
}

const PATIENCE_MILLISECONDS = 60_000
const MOST_BYTES = 4_000_000

const WHY: Readonly<Record<number, string>> = {
  400: 'it does not take this pair of languages, or the request',
  401: 'the key is missing or wrong',
  403: 'the key is missing or wrong',
  404: 'there is nothing at this address',
  413: 'the texts are too long for it',
  429: 'it was asked too often; try again later',
  456: 'the quota of the key is used up',
}

/** Sends texts and nothing else: no author, no vote, no address. */
async function ask(
  name: string,
  url: string,
  headers: Record<string, string>,
  body: unknown,
): Promise<unknown> {
  let response: Response
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      // A key is for this address, not for one that it leads to.
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
    })
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === 'TimeoutError'
    throw new ProviderError(`${name} ${isLate ? 'did not answer within a minute' : 'cannot be reached'}`)
  }
  if (!response.ok) {
    const why = WHY[response.status]
    throw new ProviderError(`${name} answered ${response.status}${why ? `: ${why}` : ''}`)
  }
  try {
    const text = await response.text()
    if (text.length > MOST_BYTES) throw new Error('too long')
    return JSON.parse(text)
  } catch {
    throw new ProviderError(`${name} did not answer with the JSON that its protocol has`)
  }
}

function checked(name: string, found: unknown, texts: readonly string[]): string[] {
  const isList = Array.isArray(found) && found.every((one) => typeof one === 'string')
  if (isList && found.length === texts.length) return found as string[]
  throw new ProviderError(`${name} did not answer with one translation for each text`)
}

const base = (tag: string): string => tag.split('-')[0] ?? tag

/** Of these languages DeepL has several, and takes no bare tag as a target. */
const DEEPL_TARGETS: Readonly<Record<string, string>> = { en: 'EN-GB', pt: 'PT-PT' }

const deeplTarget = (tag: string): string =>
  /^(?:en|pt)-(?:GB|US|PT|BR)$/.test(tag)
    ? tag.toUpperCase()
    : (DEEPL_TARGETS[base(tag)] ?? base(tag).toUpperCase())

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined

const deepl = ({ url, key }: ProviderSettings): TranslationProvider => ({
  name: 'DeepL',
  translate: async (texts, from, to) => {
    const answer = await ask(
      'DeepL',
      `${url}/v2/translate`,
      key === null ? {} : { authorization: `DeepL-Auth-Key ${key}` },
      { text: texts, source_lang: base(from).toUpperCase(), target_lang: deeplTarget(to) },
    )
    const translations = fieldOf(answer, 'translations')
    const found = Array.isArray(translations) ? translations.map((one) => fieldOf(one, 'text')) : undefined
    return checked('DeepL', found, texts)
  },
})

const libreTranslate = ({ url, key }: ProviderSettings): TranslationProvider => ({
  name: 'LibreTranslate',
  translate: async (texts, from, to) => {
    const body = { q: texts, source: base(from), target: base(to), format: 'text' }
    const answer = await ask(
      'LibreTranslate',
      `${url}/translate`,
      {},
      key === null ? body : { ...body, api_key: key },
    )
    return checked('LibreTranslate', fieldOf(answer, 'translatedText'), texts)
  },
})

/** The provider of these settings. */
export const providerOf = (settings: ProviderSettings): TranslationProvider =>
  settings.protocol === 'deepl' ? deepl(settings) : libreTranslate(settings)
