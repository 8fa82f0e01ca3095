import type { ComponentChildren } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { DOT } from '../../../src/domain/text/typography.ts'
import type { TeamConsultation, TeamTheme, TeamThemesAnswer } from '../../../src/wire/index.ts'
import { inWords } from '../../shared/dates.ts'
import { useLoaded, WhenLoaded } from '../../shared/loaded.tsx'
import { ProblemNotice, useAttempt } from '../../shared/parts/problem.tsx'
import { Written } from '../../shared/parts/written.tsx'
import { useConsole } from '../context.ts'
import { keepsShortcuts, useShortcuts } from '../moderation/keyboard.ts'
import { Merging, Naming } from './dialogs.tsx'
import { ThemeProposals } from './proposals.tsx'

function Key({ letter }: { letter: string }) {
  return (
    <span aria-hidden="true">
      <kbd>{letter}</kbd>
    </span>
  )
}

interface Deeds {
  rename(theme: TeamTheme): void
  merge(theme: TeamTheme): void
  keep(theme: TeamTheme): void
  hide(theme: TeamTheme): void
  open(theme: TeamTheme): void
}

interface ThemeRowProps {
  theme: TeamTheme
  isCurrent: boolean
  hasShortcuts: boolean
  canMerge: boolean
  deeds: Deeds
  onSelect(): void
}

function ThemeRow({ theme, isCurrent, hasShortcuts, canMerge, deeds, onSelect }: ThemeRowProps) {
  const { themes } = useConsole().texts
  const { name, words, isKept, isHidden, accepted, pending } = theme
  const key = (letter: string) => isCurrent && hasShortcuts && <Key letter={letter} />
  return (
    <li class={`card theme${isHidden ? ' hidden-theme' : ''}`} aria-current={isCurrent ? 'true' : undefined}>
      <h2>
        <button type="button" class="plain" onClick={onSelect}>
          <Written text={name} />
        </button>
        {isKept && <span class="badge">{themes.kept}</span>}
        {isHidden && <span class="badge">{themes.hidden}</span>}
      </h2>
      <p class="quiet">
        {[themes.accepted(accepted), pending > 0 && themes.pending(pending)].filter(Boolean).join(DOT)}
      </p>
      {words.length > 0 && (
        <p class="quiet">
          {themes.words} : <Written text={words.join(', ')} />
        </p>
      )}
      <div class="buttons">
        <button type="button" onClick={() => deeds.open(theme)}>
          {themes.open} {key('O')}
        </button>
        <button type="button" onClick={() => deeds.rename(theme)}>
          {themes.rename} {key('R')}
        </button>
        {canMerge && (
          <button type="button" onClick={() => deeds.merge(theme)}>
            {themes.merge} {key('M')}
          </button>
        )}
        {!isHidden && (
          <button type="button" onClick={() => deeds.keep(theme)}>
            {isKept ? themes.letGo : themes.keep} {key('P')}
          </button>
        )}
        <button type="button" onClick={() => deeds.hide(theme)}>
          {isHidden ? themes.show : themes.hide} {key('H')}
        </button>
      </div>
    </li>
  )
}

interface ThemeListProps {
  slug: string
  answer: TeamThemesAnswer
  onChanged(): void
}

type Asked = { what: 'create' } | { what: 'rename' | 'merge'; theme: TeamTheme }

function ThemeList({ slug, answer: { themes, computedAt, isFound }, onChanged }: ThemeListProps) {
  const { client, texts, language } = useConsole()
  const words = texts.themes
  // By its id: a theme that is renamed moves in the list.
  const [chosen, setChosen] = useState<string>()
  const [asked, setAsked] = useState<Asked>()
  const [shown, setShown] = useState<string | null>()
  const [said, setSaid] = useState<ComponentChildren>('')
  const { problem, attempt } = useAttempt()
  const hasShortcuts = keepsShortcuts()
  const at = Math.max(
    0,
    themes.findIndex(({ id }) => id === chosen),
  )
  const current = themes[at]
  const close = () => setAsked(undefined)
  const change = async (theme: TeamTheme, what: Partial<TeamTheme>) => {
    const { name, isKept, isHidden, revision } = { ...theme, ...what }
    await client.changeTheme(slug, theme.id, { name, isKept, isHidden, revision })
    onChanged()
  }
  const deeds: Deeds = {
    rename: (theme) => setAsked({ what: 'rename', theme }),
    merge: (theme) => themes.length > 1 && setAsked({ what: 'merge', theme }),
    keep: (theme) => !theme.isHidden && attempt(() => change(theme, { isKept: !theme.isKept })),
    hide: (theme) => attempt(() => change(theme, { isHidden: !theme.isHidden, isKept: true })),
    open: ({ id }) => setShown(id),
  }
  const move = (by: number) => setChosen(themes[Math.max(0, Math.min(themes.length - 1, at + by))]?.id)
  const keys = useMemo(() => {
    const on = (deed: (theme: TeamTheme) => void) => () => {
      if (current) deed(current)
    }
    return {
      j: () => move(1),
      k: () => move(-1),
      n: () => setAsked({ what: 'create' }),
      o: on(deeds.open),
      r: on(deeds.rename),
      m: on(deeds.merge),
      p: on(deeds.keep),
      h: on(deeds.hide),
    }
  }, [current, at, themes])
  useShortcuts(hasShortcuts && !asked, keys)
  const theme = shown === null || shown === 'none' ? shown : themes.find(({ id }) => id === shown)
  const named = async (name: string) => {
    if (asked?.what === 'rename') return change(asked.theme, { name })
    await client.createTheme(slug, { name })
    onChanged()
  }
  return (
    <section class="themes">
      <p class="quiet">
        {words.intro}{' '}
        {isFound ? (computedAt ? words.computed(inWords(computedAt, language)) : words.notYet) : words.byHand}
      </p>
      <div class="buttons">
        <button type="button" class="primary" onClick={() => setAsked({ what: 'create' })}>
          {words.create} {hasShortcuts && <Key letter="N" />}
        </button>
        <button type="button" onClick={() => setShown('none')}>
          {words.ofNone}
        </button>
        <button type="button" onClick={() => setShown(null)}>
          {words.ofAll}
        </button>
        {hasShortcuts && themes.length > 1 && <small class="quiet">{words.shortcuts}</small>}
      </div>
      <p role="status">{said}</p>
      <ProblemNotice problem={problem} />
      {theme !== undefined && (
        <ThemeProposals
          key={shown}
          slug={slug}
          theme={theme}
          themes={themes}
          onMoved={(what) => {
            setSaid(what)
            onChanged()
          }}
          onClose={() => setShown(undefined)}
        />
      )}
      <ul class="cards wide">
        {themes.map((one) => (
          <ThemeRow
            key={one.id}
            theme={one}
            isCurrent={one === current}
            canMerge={themes.length > 1}
            hasShortcuts={hasShortcuts}
            deeds={deeds}
            onSelect={() => setChosen(one.id)}
          />
        ))}
      </ul>
      {asked && asked.what !== 'merge' && (
        <Naming theme={asked.what === 'rename' ? asked.theme : null} onName={named} onClose={close} />
      )}
      {asked?.what === 'merge' && (
        <Merging
          theme={asked.theme}
          others={themes.filter(({ id }) => id !== asked.theme.id)}
          onMerge={async (into) => {
            await client.mergeTheme(slug, asked.theme.id, { into, revision: asked.theme.revision })
            onChanged()
          }}
          onClose={close}
        />
      )}
    </section>
  )
}

/** What proposals are about: the machine's themes, named and corrected by the team, by keyboard too. */
export function ThemesScreen({ consultation: { slug } }: { consultation: TeamConsultation }) {
  const { client } = useConsole()
  const loaded = useLoaded(slug, () => client.themes(slug))
  return (
    <WhenLoaded loaded={loaded}>
      {(answer) => <ThemeList slug={slug} answer={answer} onChanged={loaded.reload} />}
    </WhenLoaded>
  )
}
