import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'
import type { TeamTheme } from '../../../src/wire/index.ts'
import { useLoaded, WhenLoaded } from '../../shared/loaded.tsx'
import { SelectField } from '../../shared/parts/field.tsx'
import { ProblemNotice, useAttempt } from '../../shared/parts/problem.tsx'
import { Around, useWritten, Written } from '../../shared/parts/written.tsx'
import { useConsole } from '../context.ts'

interface ThemeProposalsProps {
  slug: string
  /** Null: all proposals, whatever their theme. */
  theme: TeamTheme | 'none' | null
  themes: readonly TeamTheme[]
  onMoved(words: ComponentChildren): void
  onClose(): void
}

/** What a theme holds, to be looked through and moved: any number at a time. */
export function ThemeProposals({ slug, theme, themes, onMoved, onClose }: ThemeProposalsProps) {
  const { client, texts } = useConsole()
  const words = texts.themes
  const own = theme === null || theme === 'none' ? theme : theme.id
  const others = themes.filter(({ id }) => id !== own)
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [target, setTarget] = useState(others[0]?.id ?? 'none')
  const { problem, attempt, isBusy } = useAttempt()
  const loaded = useLoaded(`${own} ${search}`, () =>
    client.queue(slug, { filter: null, search, after: null, theme: own }),
  )
  const titleId = useId()
  const { lang } = useWritten()
  const toggle = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  const find = (event: SubmitEvent) => {
    event.preventDefault()
    setChosen(new Set())
    setSearch(String(new FormData(event.currentTarget as HTMLFormElement).get('search') ?? '').trim())
  }
  const move = () =>
    attempt(async () => {
      const proposals = [...chosen]
      await client.placeProposals(slug, { theme: target === 'none' ? null : target, proposals })
      setChosen(new Set())
      loaded.reload()
      const into = themes.find(({ id }) => id === target)
      const said = (name: string) => words.moved(proposals.length, name)
      onMoved(into ? <Around sentence={said} text={into.name} /> : said(words.none))
    })
  return (
    <section class="card theme-proposals" aria-labelledby={titleId}>
      <div class="line">
        <h2 id={titleId}>
          {theme === null ? (
            words.ofAll
          ) : theme === 'none' ? (
            words.ofNone
          ) : (
            <Around sentence={words.of} text={theme.name} />
          )}
        </h2>
        <button type="button" class="plain" onClick={onClose}>
          {words.close}
        </button>
      </div>
      <search>
        <form onSubmit={find}>
          <input
            type="search"
            name="search"
            aria-label={texts.moderation.search}
            placeholder={texts.moderation.search}
          />
        </form>
      </search>
      <WhenLoaded loaded={loaded}>
        {({ proposals }) => (
          <>
            {proposals.length === 0 && <p class="quiet">{words.nothing}</p>}
            <ul class="chosen">
              {proposals.map(({ id, text, language, status }) => (
                <li key={id}>
                  <label class="check">
                    <input type="checkbox" checked={chosen.has(id)} onChange={() => toggle(id)} />
                    <span>
                      <Written text={text} language={language} />{' '}
                      <small class="quiet">{texts.moderation.status[status]}</small>
                    </span>
                  </label>
                </li>
              ))}
            </ul>
          </>
        )}
      </WhenLoaded>
      <ProblemNotice problem={problem} />
      <div class="move">
        <SelectField
          label={words.moveTo}
          value={target}
          options={[
            ...others.map(({ id, name }) => [id, name, lang] as const),
            ...(own === 'none' ? [] : [['none', words.none] as const]),
          ]}
          onChange={setTarget}
        />
        <button type="button" class="primary" disabled={isBusy || chosen.size === 0} onClick={move}>
          {words.move}
        </button>
        <span class="quiet" role="status">
          {chosen.size > 0 && words.selected(chosen.size)}
        </span>
      </div>
    </section>
  )
}
