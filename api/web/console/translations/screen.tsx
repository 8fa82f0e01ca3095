import { useState } from 'preact/hooks'
import type { TeamConsultation, TranslationsAnswer } from '../../../src/wire/index.ts'
import { useLoaded, WhenLoaded } from '../../shared/loaded.tsx'
import { SelectField } from '../../shared/parts/field.tsx'
import { useConsole } from '../context.ts'
import { TranslationFiles } from './files.tsx'
import { Machine } from './machine.tsx'
import { languageName, TextCard } from './text-card.tsx'

interface TranslationListProps {
  slug: string
  languages: readonly string[]
  into: string
  answer: TranslationsAnswer
  onMore(after: string): void
  onChanged(answer: TranslationsAnswer): void
  onRewritten(): void
}

function TranslationList({
  slug,
  languages,
  into,
  answer,
  onMore,
  onChanged,
  onRewritten,
}: TranslationListProps) {
  const { texts } = useConsole()
  const words = texts.translations
  const { done = 0, missing = 0 } = answer.languages.find(({ language }) => language === into) ?? {}
  const shown = answer.texts.filter(({ language }) => language !== into)
  return (
    <>
      <p class="progress">
        <strong>{words.progress(done, missing)}</strong> <span class="quiet keys">{words.keys}</span>
      </p>
      {answer.provider !== null && missing > 0 && (
        <Machine slug={slug} into={into} provider={answer.provider} onFetched={onRewritten} />
      )}
      {shown.length === 0 && <p>{words.nothing}</p>}
      <ol class="translated-texts">
        {shown.map((text) => (
          <TextCard
            key={`${text.id} ${into}`}
            slug={slug}
            text={text}
            into={into}
            languages={languages}
            onChanged={(changed) =>
              onChanged({
                ...answer,
                texts: answer.texts.map((one) => (one.id === changed.id ? changed : one)),
              })
            }
            onRewritten={onRewritten}
          />
        ))}
      </ol>
      {answer.next !== null && (
        <button type="button" onClick={() => onMore(answer.next ?? '')}>
          {words.more}
        </button>
      )}
    </>
  )
}

/** What the texts of a consultation say in its other languages, written beside the originals. */
export function TranslationsScreen({ consultation }: { consultation: TeamConsultation }) {
  const { client, texts, language } = useConsole()
  const words = texts.translations
  const { slug } = consultation
  const languages = [consultation.language, ...consultation.otherLanguages]
  const [into, setInto] = useState(consultation.otherLanguages[0] ?? consultation.language)
  const [which, setWhich] = useState<'missing' | 'all'>('missing')
  const [after, setAfter] = useState<string>()
  const loaded = useLoaded(`${slug} ${into} ${which} ${after}`, () =>
    client.translations(slug, which === 'missing' ? into : undefined, after),
  )
  return (
    <section>
      <p class="quiet">{words.intro}</p>
      <div class="row">
        <SelectField
          label={words.into}
          value={into}
          options={languages.map((one) => [one, languageName(one, language)] as const)}
          onChange={(chosen) => {
            setInto(chosen)
            setAfter(undefined)
          }}
        />
        <SelectField
          label={words.which}
          value={which}
          options={[
            ['missing', words.missing],
            ['all', words.all],
          ]}
          onChange={(chosen) => {
            setWhich(chosen === 'all' ? 'all' : 'missing')
            setAfter(undefined)
          }}
        />
      </div>
      <TranslationFiles slug={slug} onImported={loaded.reload} />
      <WhenLoaded loaded={loaded}>
        {(answer) => (
          <TranslationList
            slug={slug}
            languages={languages}
            into={into}
            answer={answer}
            onMore={setAfter}
            onChanged={loaded.put}
            onRewritten={loaded.reload}
          />
        )}
      </WhenLoaded>
    </section>
  )
}
