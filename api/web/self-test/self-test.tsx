import { useState } from 'preact/hooks'
import { DOT } from '../../src/domain/text/typography.ts'
import type { SelfTestAnswer } from '../../src/wire/index.ts'
import { useTexts, Words } from '../shared/language.ts'
import type { Language } from '../shared/languages.ts'
import { Field } from '../shared/parts/field.tsx'
import { LanguageChoice } from '../shared/parts/language-choice.tsx'
import { ProblemNotice } from '../shared/parts/problem.tsx'
import { Unspoken } from '../shared/parts/unspoken.tsx'
import { useCode, useNotes } from './client.ts'
import { TEXT_FILES } from './locales/files.ts'
import type { Texts } from './locales/fr.ts'

type Note = SelfTestAnswer['notes'][number]

const STEPS = ['load', 'view', 'vote'] as const
type Step = (typeof STEPS)[number]

const REACHED: Readonly<Record<Note['step'], number>> = { load: 1, view: 2, finish: 3, proposal: 2, vote: 3 }

/** The newest note that says how a step went: one that was taken, if there is any; each step implies those before it. */
function noteOf(step: Step, notes: readonly Note[]): Note | undefined {
  const about = notes.filter((note) => REACHED[note.step] >= STEPS.indexOf(step) + 1)
  return about.findLast(({ problem }) => problem === null) ?? notes.findLast((note) => note.step === step)
}

/** The address under which an article is tried; null if it is none. */
function addressOf(article: string, code: string): string | null {
  if (!URL.canParse(article)) return null
  const url = new URL(article)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  url.hash = `unisson-test=${code}`
  return url.href
}

function explanation({ problem, leftOut, article, step }: Note, texts: Texts): string {
  if (problem !== null) return texts.refusals[problem] ?? problem
  if (leftOut !== null) return texts.leftOut[leftOut] ?? leftOut
  if (step !== 'load' && step !== 'view') return ''
  return article === null ? texts.noArticle : `${texts.article} ${article}`
}

interface StepProps {
  step: Step
  notes: readonly Note[]
  texts: Texts
  language: Language
}

function StepLine({ step, notes, texts, language }: StepProps) {
  const note = noteOf(step, notes)
  const [title, hint] = texts.steps[step]
  const time = note && new Date(note.at).toLocaleTimeString(language)
  const state = !note ? 'waiting' : note.problem === null ? 'arrived' : 'refused'
  return (
    <li class={state}>
      <span class="sign" aria-hidden="true">
        {{ waiting: '○', arrived: '✓', refused: '✕' }[state]}
      </span>
      <div>
        <h2>
          {title} <span class="badge">{time ? texts[state as 'arrived'](time) : texts.waiting}</span>
        </h2>
        <p class="quiet">{(note && explanation(note, texts)) || hint}</p>
        {note?.readerToken && <p class="quiet">{texts.readerTokens[note.readerToken] ?? note.readerToken}</p>}
      </div>
    </li>
  )
}

/** Where a webmaster sees the load, the view and the vote of an own page arrive. */
export function SelfTestPage() {
  const { spoken, hasFailed, choose } = useTexts<Texts>(TEXT_FILES)
  const { code, problem: refusal } = useCode()
  const [article, setArticle] = useState('')
  const { notes, problem } = useNotes(code)
  const address = code ? addressOf(article, code) : null
  if (!spoken) return <Unspoken hasFailed={hasFailed} />
  const { language, texts } = spoken
  return (
    <Words.Provider value={texts}>
      <header class="frame">
        <span class="mark">Unisson</span>
        <div class="person">
          <LanguageChoice language={language} onChoice={choose} />
        </div>
      </header>
      <main class="screen self-test">
        <h1>{texts.title}</h1>
        <p>{texts.intro}</p>
        <div class="address">
          <Field label={texts.address}>
            {(ids) => (
              <input
                {...ids}
                type="url"
                placeholder="https://"
                value={article}
                onInput={({ currentTarget }) => setArticle(currentTarget.value.trim())}
              />
            )}
          </Field>
          {address ? (
            <a class="button primary" href={address} target="_blank" rel="noopener">
              {texts.open}
            </a>
          ) : (
            <button type="button" disabled>
              {texts.open}
            </button>
          )}
        </div>
        <ProblemNotice problem={refusal ?? problem} />
        {code === null && (
          <p class="notice">
            {texts.signIn} <a href="dashboard">{texts.dashboard}</a>
            {DOT}
            <a href="console">{texts.console}</a>
          </p>
        )}
        <ol class="steps" aria-live="polite">
          {STEPS.map((step) => (
            <StepLine key={step} step={step} notes={notes} texts={texts} language={language} />
          ))}
        </ol>
        <p class="quiet">{notes.length === 0 ? texts.nothing : texts.opened}</p>
      </main>
    </Words.Provider>
  )
}
