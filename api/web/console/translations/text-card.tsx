import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { DOT } from '../../../src/domain/text/typography.ts'
import type { TranslatedText } from '../../../src/wire/index.ts'
import { ProblemNotice, useAttempt } from '../../shared/parts/problem.tsx'
import { useConsole } from '../context.ts'

type Name = keyof ReturnType<typeof useConsole>['texts']['translations']['names']

const nameOf = (id: string): Name =>
  id.startsWith('segment.') ? 'segment' : id.includes('.') ? (id as Name) : 'proposal'

/** The name of a language in the language of the console. */
export function languageName(tag: string, language: string): string {
  return new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag
}

/** The next field of a translation in the document, for those who write one after the other. */
function focusNext(field: HTMLTextAreaElement): void {
  const fields = [...document.querySelectorAll<HTMLTextAreaElement>('textarea.translation')]
  fields[fields.indexOf(field) + 1]?.focus()
}

interface TextCardProps {
  slug: string
  text: TranslatedText
  /** Into which it is translated. */
  into: string
  /** In which a proposal may be written. */
  languages: readonly string[]
  onChanged(text: TranslatedText): void
  onRewritten(): void
}

/** A text and, beside it, what it says in another language. */
export function TextCard({ slug, text, into, languages, onChanged, onRewritten }: TextCardProps) {
  const { client, texts, language } = useConsole()
  const words = texts.translations
  const stored = text.translations.find((one) => one.language === into)
  const [written, setWritten] = useState(stored?.text ?? '')
  const last = useRef(written)
  useEffect(() => {
    // A file or somebody else brought another text; what is being written here stays.
    const text = stored?.text ?? ''
    setWritten((now) => (now === last.current ? text : now))
    last.current = text
  }, [stored?.text])
  const [said, setSaid] = useState('')
  const id = useId()
  const [labelId, originalId] = [`${id}-label`, `${id}-original`]
  const { problem, attempt, isBusy } = useAttempt()
  const left = text.longest - [...written].length
  const isProposal = !text.id.includes('.')
  const isNew = written !== stored?.text || stored.isOutdated
  const save = () =>
    attempt(async () => {
      const changed = await client.putTranslation(slug, text.id, into, written)
      // As it is stored, without spaces at its ends.
      setWritten(changed.translations.find((one) => one.language === into)?.text ?? written)
      onChanged(changed)
      setSaid(words.saved)
    })
  const remove = () =>
    attempt(async () => {
      await client.removeTranslation(slug, text.id, into)
      onChanged({ ...text, translations: text.translations.filter((one) => one !== stored) })
      setWritten('')
      setSaid(words.removed)
    })
  const rewrite = (chosen: string) =>
    attempt(async () => {
      const { revision } = await client.proposal(slug, text.id)
      await client.setProposalLanguage(slug, text.id, { language: chosen, revision })
      onRewritten()
    })
  return (
    <li class="card translated-text">
      <div>
        <p class="quiet">{words.names[nameOf(text.id)]}</p>
        <p id={originalId} lang={text.language} dir="auto">
          {text.text}
        </p>
        {isProposal && (
          <label class="quiet">
            {words.writtenIn}{' '}
            <select
              value={text.language}
              disabled={isBusy}
              onChange={({ currentTarget }) => rewrite(currentTarget.value)}
            >
              {languages.map((one) => (
                <option key={one} value={one} selected={one === text.language}>
                  {languageName(one, language)}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <div>
        {stored && (
          <p class="quiet">
            {stored.provider === null ? words.byTeam : words.byProvider(stored.provider)}
            {stored.isOutdated && `${DOT}${words.outdated}`}
          </p>
        )}
        <span class="unseen" id={labelId}>
          {words.translation(languageName(into, language))}
        </span>
        <textarea
          class="translation"
          rows={3}
          lang={into}
          dir="auto"
          aria-labelledby={`${labelId} ${originalId}`}
          value={written}
          onInput={({ currentTarget }) => setWritten(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
            event.preventDefault()
            if (written.trim() !== '') save()
            focusNext(event.currentTarget)
          }}
        />
        <p class={left < 0 ? 'quiet wrong' : 'quiet'}>
          {left < 0 ? words.over(-left) : left < 40 ? words.left(left) : ''}
        </p>
        <ProblemNotice problem={problem} />
        <div class="buttons">
          <button
            type="button"
            class={isNew && written.trim() !== '' ? 'primary' : ''}
            disabled={isBusy || written.trim() === '' || left < 0 || !isNew}
            onClick={save}
          >
            {words.save}
          </button>
          {stored && (
            <button type="button" disabled={isBusy} onClick={remove}>
              {words.remove}
            </button>
          )}
          <span role="status">{said}</span>
        </div>
      </div>
    </li>
  )
}
