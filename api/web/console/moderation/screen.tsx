import { useMemo, useState } from 'preact/hooks'
import type { ModeratedProposal, TeamConsultation, TeamTheme } from '../../../src/wire/index.ts'
import { useLoaded } from '../../shared/loaded.tsx'
import { useWritten, Written } from '../../shared/parts/written.tsx'
import { useConsole } from '../context.ts'
import { Correction, Reasons, Theming } from './dialogs.tsx'
import { keepShortcuts, keepsShortcuts, useShortcuts } from './keyboard.ts'
import { Neighbours, ReadProposal } from './proposal.tsx'
import { type Queue, useQueue } from './use-queue.ts'

const FILTERS = ['unread', 'accepted', 'refused', 'postponed', 'all'] as const
type Filter = (typeof FILTERS)[number]

interface FiltersProps {
  filter: Filter
  search: string
  queue: Queue
  theme: string | null
  themes: readonly TeamTheme[]
  onFilter(filter: Filter): void
  onSearch(search: string): void
  onTheme(theme: string | null): void
}

function Filters({ filter, search, queue, theme, themes, onFilter, onSearch, onTheme }: FiltersProps) {
  const { texts } = useConsole()
  const { lang } = useWritten()
  const { counts } = queue.state
  const find = (event: SubmitEvent) => {
    event.preventDefault()
    onSearch(String(new FormData(event.currentTarget as HTMLFormElement).get('search') ?? '').trim())
  }
  return (
    <div class="filters">
      <fieldset class="choices">
        <legend class="unseen">{texts.moderation.show}</legend>
        {FILTERS.map((one) => (
          <button key={one} type="button" aria-pressed={one === filter} onClick={() => onFilter(one)}>
            {texts.moderation.statuses[one]}
            {one !== 'all' && <small>{texts.count(counts[one])}</small>}
          </button>
        ))}
      </fieldset>
      {themes.length > 0 && (
        <select
          aria-label={texts.themes.theme}
          value={theme ?? ''}
          onChange={({ currentTarget }) => onTheme(currentTarget.value || null)}
        >
          <option value="">{texts.themes.every}</option>
          {themes.map(({ id, name }) => (
            <option key={id} value={id} selected={id === theme} lang={lang}>
              {name}
            </option>
          ))}
          <option value="none" selected={theme === 'none'}>
            {texts.themes.none}
          </option>
        </select>
      )}
      <search>
        <form onSubmit={find}>
          <input
            type="search"
            name="search"
            defaultValue={search}
            aria-label={texts.moderation.search}
            placeholder={texts.moderation.search}
          />
        </form>
      </search>
      {search !== '' && (
        <p class="searched">
          <span>{texts.moderation.found(search)}</span>
          <button type="button" class="plain" onClick={() => onSearch('')}>
            {texts.moderation.endSearch}
          </button>
        </p>
      )}
    </div>
  )
}

/** What is waiting, with the one that is read marked. */
function List({ queue }: { queue: Queue }) {
  const { items, at } = queue.state
  return (
    <ol class="queue">
      {items.map((proposal, index) => (
        <li key={proposal.id}>
          <button
            type="button"
            aria-current={index === at ? 'true' : undefined}
            class={proposal.status}
            onClick={() => queue.moveTo(index)}
          >
            <Written text={proposal.text} language={proposal.language} />
          </button>
        </li>
      ))}
    </ol>
  )
}

/** The key that does the same; a screen reader has the button itself. */
function Key({ letter }: { letter: string }) {
  return (
    <span aria-hidden="true">
      <kbd>{letter}</kbd>
    </span>
  )
}

interface DecisionsProps {
  queue: Queue
  proposal: ModeratedProposal
  hasShortcuts: boolean
  onRefuse(): void
  onCorrect(): void
  onTheme: (() => void) | undefined
}

function Decisions({ queue, proposal, hasShortcuts, onRefuse, onCorrect, onTheme }: DecisionsProps) {
  const { texts } = useConsole()
  const { moderation } = texts
  const key = (letter: string) => hasShortcuts && <Key letter={letter} />
  const { status, decidedAt } = proposal
  return (
    <div class="decisions">
      {(status !== 'accepted' || decidedAt === null) && (
        <button type="button" class="accept" onClick={() => queue.decide('accepted')}>
          {moderation.accept} {key('A')}
        </button>
      )}
      {status !== 'refused' && (
        <button type="button" class="refuse" onClick={onRefuse}>
          {moderation.refuse} {key('R')}
        </button>
      )}
      {status !== 'postponed' && (
        <button type="button" onClick={() => queue.decide('postponed')}>
          {moderation.postpone} {key('P')}
        </button>
      )}
      {status !== 'pending' && (
        <button type="button" onClick={() => queue.decide('pending')}>
          {moderation.reopen}
        </button>
      )}
      <button type="button" onClick={onCorrect}>
        {moderation.edit} {key('E')}
      </button>
      {onTheme && (
        <button type="button" onClick={onTheme}>
          {texts.themes.theme} {key('T')}
        </button>
      )}
    </div>
  )
}

function Cleared({ queue }: { queue: Queue }) {
  const { moderation } = useConsole().texts
  return (
    <div class="cleared">
      <h2>{moderation.doneTitle}</h2>
      <p class="quiet">{moderation.doneText}</p>
      <button type="button" onClick={queue.reload}>
        {moderation.reload}
      </button>
    </div>
  )
}

/** The queue of proposals, made to be cleared by keyboard. */
export function ModerationScreen({ consultation }: { consultation: TeamConsultation }) {
  const [filter, setFilter] = useState<Filter>('unread')
  const [search, setSearch] = useState('')
  const [theme, setTheme] = useState<string | null>(null)
  const { client } = useConsole()
  const themes = useLoaded(consultation.slug, () => client.themes(consultation.slug)).data?.themes ?? []
  return (
    <Moderation
      key={`${filter} ${theme} ${search}`}
      consultation={consultation}
      filter={filter}
      search={search}
      theme={theme}
      themes={themes}
      onFilter={setFilter}
      onSearch={setSearch}
      onTheme={setTheme}
    />
  )
}

interface ModerationProps {
  consultation: TeamConsultation
  filter: Filter
  search: string
  theme: string | null
  themes: readonly TeamTheme[]
  onFilter(filter: Filter): void
  onSearch(search: string): void
  onTheme(theme: string | null): void
}

function Moderation({ consultation, themes, theme, filter, search, ...choices }: ModerationProps) {
  const { texts } = useConsole()
  const { moderation } = texts
  const queue = useQueue(consultation.slug, filter === 'all' ? null : filter, search, theme)
  const [dialog, setDialog] = useState<'reasons' | 'correction' | 'theme'>()
  const [hasShortcuts, setShortcuts] = useState(keepsShortcuts)
  const { current, state } = queue
  const isOpen = current !== undefined

  const keys = useMemo(
    () => ({
      a: () => queue.decide('accepted'),
      r: () => isOpen && setDialog('reasons'),
      p: () => queue.decide('postponed'),
      e: () => isOpen && setDialog('correction'),
      t: () => isOpen && themes.length > 0 && setDialog('theme'),
      u: queue.undo,
      j: () => queue.move(1),
      k: () => queue.move(-1),
    }),
    [queue, isOpen, themes],
  )
  useShortcuts(hasShortcuts && dialog === undefined, keys)
  const toggle = (isOn: boolean) => {
    keepShortcuts(isOn)
    setShortcuts(isOn)
  }
  const refuse = (reason: string) => {
    setDialog(undefined)
    queue.decide('refused', reason)
  }

  return (
    <section class="moderation">
      <Filters filter={filter} search={search} queue={queue} theme={theme} themes={themes} {...choices} />
      <div class="said">
        <p role="status" class={queue.isWrong ? 'wrong' : ''}>
          {queue.said}
        </p>
        {state.done.length > 0 && (
          <button type="button" class="plain" onClick={queue.undo}>
            {moderation.undo} {hasShortcuts && <Key letter="U" />}
          </button>
        )}
      </div>
      {current ? (
        <div class="desk">
          <div class="reading">
            <ReadProposal proposal={current} theme={themes.find(({ id }) => id === current.theme)?.name} />
            <Decisions
              queue={queue}
              hasShortcuts={hasShortcuts}
              onTheme={themes.length > 0 ? () => setDialog('theme') : undefined}
              proposal={current}
              onRefuse={() => setDialog('reasons')}
              onCorrect={() => setDialog('correction')}
            />
            <Neighbours slug={consultation.slug} proposal={current} />
          </div>
          <div class="waiting-list">
            <p class="line quiet">
              <span>{moderation.position(state.at + 1, state.items.length)}</span>
              {hasShortcuts && (
                <span>
                  <Key letter="J" /> <Key letter="K" />
                </span>
              )}
            </p>
            <List queue={queue} />
          </div>
        </div>
      ) : (
        !queue.isLoading && <Cleared queue={queue} />
      )}
      <label class="shortcuts">
        <input
          type="checkbox"
          checked={hasShortcuts}
          onChange={({ currentTarget }) => toggle(currentTarget.checked)}
        />
        <span>
          {moderation.shortcuts} <small>{moderation.shortcutsHint}</small>
        </span>
      </label>
      {dialog === 'reasons' && <Reasons onReason={refuse} onClose={() => setDialog(undefined)} />}
      {dialog === 'theme' && current && (
        <Theming
          themes={themes}
          theme={current.theme}
          onTheme={queue.place}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === 'correction' && current && (
        <Correction
          proposal={current}
          consultation={consultation}
          onCorrect={queue.correct}
          onClose={() => setDialog(undefined)}
        />
      )}
    </section>
  )
}
