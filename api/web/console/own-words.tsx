import { useState } from 'preact/hooks'
import { DOT } from '../../src/domain/text/typography.ts'
import { LIMITS } from '../../src/wire/constants.ts'
import type { OwnWords, Sentences } from '../../src/wire/index.ts'
import { useSteady, WhenLoaded } from '../shared/loaded.tsx'
import { Field, SelectField, TextField } from '../shared/parts/field.tsx'
import { Form, textOf } from '../shared/parts/form.tsx'
import type { WordsOwner } from './client.ts'
import { useConsole } from './context.ts'

/** By name, as the language of the console sorts. */
function named(tags: readonly string[], language: string): [tag: string, name: string][] {
  const names = new Intl.DisplayNames([language], { type: 'language' })
  const order = new Intl.Collator(language)
  return tags
    .map((tag): [string, string] => [tag, names.of(tag) ?? tag])
    .sort(([, one], [, other]) => order.compare(one, other))
}

interface FormProps {
  usual: Sentences
  words: OwnWords
  onSend(words: OwnWords): Promise<void>
}

/** One field for each sentence of a language. What is empty is said as usual. */
function SentencesForm({ usual, words, onSend }: FormProps) {
  const { texts, language: ours } = useConsole()
  const { language, direction, sentences } = usual
  const [wanted, setWanted] = useState('')
  const own = words[language] ?? {}
  const send = (data: FormData) => {
    const said = sentences.map(({ name }) => [name, textOf(data, name).trim()] as const)
    return onSend({ ...words, [language]: Object.fromEntries(said.filter(([, text]) => text !== '')) })
  }
  const isFound = (text: string) => text.toLowerCase().includes(wanted.toLowerCase())
  return (
    <>
      <Field label={texts.ownWords.search}>
        {(ids) => (
          <input
            {...ids}
            type="search"
            value={wanted}
            onInput={({ currentTarget }) => setWanted(currentTarget.value.trim())}
          />
        )}
      </Field>
      <Form onSend={send} submit={texts.save}>
        {sentences.map(({ name, text, longest }) => (
          // Those not looked for stay in the form, with what is in them.
          <div
            key={name}
            lang={language}
            dir={direction}
            hidden={!isFound(`${name} ${text} ${own[name] ?? ''}`)}
          >
            <TextField
              label={text}
              hint={<span lang={ours}>{`${name}${DOT}${texts.ownWords.longest(longest)}`}</span>}
              name={name}
              value={own[name]}
              maxLength={LIMITS.sentenceLength}
            />
          </div>
        ))}
      </Form>
    </>
  )
}

interface OwnWordsProps {
  owner: WordsOwner
  /** Shown first, by its tag; the nearest one of the interface. */
  first: string
}

function Languages({ owner, first }: OwnWordsProps) {
  const { client, texts, language: ours } = useConsole()
  const [language, setLanguage] = useState(first)
  const [saved, setSaved] = useState(false)
  const loaded = useSteady(`${Object.values(owner)} ${language}`, async () => {
    const [{ words }, usual] = await Promise.all([client.words(owner), client.sentences(language)])
    return { words, usual }
  })
  return (
    <>
      <p class="quiet">{texts.ownWords.hint}</p>
      <WhenLoaded loaded={loaded}>
        {({ words, usual }) => (
          <>
            <SelectField
              label={texts.form.language}
              value={loaded.isBehind ? language : usual.language}
              options={named(usual.languages, ours)}
              onChange={(chosen) => {
                setSaved(false)
                setLanguage(chosen)
              }}
            />
            <div inert={loaded.isBehind} aria-busy={loaded.isBehind}>
              <SentencesForm
                key={usual.language}
                usual={usual}
                words={words}
                onSend={async (changed) => {
                  setSaved(false)
                  loaded.put({ usual, words: (await client.setWords(owner, changed)).words })
                  setSaved(true)
                }}
              />
            </div>
          </>
        )}
      </WhenLoaded>
      <p role="status">{saved && texts.saved}</p>
    </>
  )
}

/** What widget and pages say in words of a publisher or of a consultation; loaded when it is opened. */
export function OwnWordsFields(props: OwnWordsProps) {
  const { texts } = useConsole()
  const [isOpen, setOpen] = useState(false)
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{texts.ownWords.title}</summary>
      {isOpen && <Languages {...props} />}
    </details>
  )
}
