import type { ShownTranslation } from '../../wire/index.ts'
import type { ConsultationTexts } from './consultation-texts.ts'

/** What a text says in another language. */
export interface Translation {
  textId: string
  language: string
  text: string
  /** The original as it was translated. */
  source: string
  provider: string | null
}

/** A text as a reader gets it; its language is missing where a consultation has but one. */
export interface ShownText {
  text: string
  language?: string | undefined
  translation?: ShownTranslation | undefined
}

/** All translations of a consultation's texts, and in which language its proposals are written. */
export class Translations {
  readonly #own: string
  readonly #byText = new Map<string, Map<string, Translation>>()
  readonly #writtenIn: ReadonlyMap<string, string>

  /** `own`: the consultation's language; `writtenIn`: by proposals that are in another. */
  constructor(own: string, writtenIn: ReadonlyMap<string, string>, all: readonly Translation[]) {
    this.#own = own
    this.#writtenIn = writtenIn
    for (const translation of all) {
      const ofText = this.#byText.get(translation.textId) ?? new Map<string, Translation>()
      ofText.set(translation.language, translation)
      this.#byText.set(translation.textId, ofText)
    }
  }

  /** The language in which a proposal is written. */
  languageOf(id: string): string {
    return this.#writtenIn.get(id) ?? this.#own
  }

  /** What a text says in a language; undefined if nobody has translated it as it is now. */
  find(id: string, text: string, language: string): Translation | undefined {
    const found = this.#byText.get(id)?.get(language)
    return found?.source === text ? found : undefined
  }

  /** A proposal for a reader of a language: translated if it can be, else as it is written. */
  shown(id: string, text: string, wanted: string): ShownText {
    const original = this.languageOf(id)
    const found = original === wanted ? undefined : this.find(id, text, wanted)
    if (!found) return { text, language: original }
    const { provider } = found
    return {
      text: found.text,
      language: wanted,
      translation: {
        originalLanguage: original,
        originalText: text,
        origin: provider === null ? 'team' : 'provider',
        provider,
      },
    }
  }

  /**
   * A consultation's own texts in a language. All of them or none: with an untranslated question it stays as it is. What
   * only accompanies the question, and is not translated, is left out.
   */
  consultation<Texts extends ConsultationTexts>(texts: Texts, wanted: string): Texts {
    const said = (id: string, text: string) => this.find(id, text, wanted)?.text
    const question = said('consultation.question', texts.question)
    if (wanted === texts.language || question === undefined) return texts
    return {
      ...texts,
      language: wanted,
      question,
      introduction: said('consultation.introduction', texts.introduction) ?? '',
      proposalPrefix: this.proposalPrefix(texts, wanted),
      segmentQuestion: said('consultation.segmentQuestion', texts.segmentQuestion) ?? texts.segmentQuestion,
      segments: texts.segments.map((segment) => ({
        ...segment,
        label: said(`segment.${segment.id}`, segment.label) ?? segment.label,
      })),
    }
  }

  /** How readers of a language begin their proposals: not at all where the beginning is not translated into it. */
  proposalPrefix({ language, proposalPrefix }: ConsultationTexts, wanted: string): string {
    if (wanted === language) return proposalPrefix
    return this.find('consultation.proposalPrefix', proposalPrefix, wanted)?.text ?? ''
  }

  /**
   * A document in which each `text` that stands beside the `id` of a proposal, and each `label` beside that of a part of the
   * public, is as a reader of a language gets it.
   */
  document<Document>(document: Document, wanted: string): Document {
    return this.#walk(document, wanted) as Document
  }

  /** A document in which each `text` that stands beside the `id` of a proposal stays as written, and says in which language. */
  originals<Document>(document: Document): Document {
    return this.#walk(document) as Document
  }

  #walk(value: unknown, wanted?: string): unknown {
    if (value instanceof Map) return new Map([...value].map(([key, part]) => [key, this.#walk(part, wanted)]))
    if (value instanceof Set) return value
    if (Array.isArray(value)) return value.map((part) => this.#walk(part, wanted))
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).map(([name, part]) => [name, this.#walk(part, wanted)])
    const copy = Object.fromEntries(entries) as Record<string, unknown>
    const { id, text, label } = copy
    if (typeof id !== 'string') return copy
    if (typeof text === 'string')
      return {
        ...copy,
        ...(wanted === undefined ? { language: this.languageOf(id) } : this.shown(id, text, wanted)),
      }
    return typeof label === 'string' && wanted !== undefined
      ? { ...copy, label: this.find(`segment.${id}`, label, wanted)?.text ?? label }
      : copy
  }
}
