import { type PageView, PUBLISHERS, type Step } from './reader-script.ts'

// Counts a script again, by the words of docs/statistics.md and nothing else: it shares no code with the server, and
// takes no care to be fast.

/** What one step adds, and where. */
export interface CountedStep {
  life: PageView
  /** The instant at which it counts: its own, or the end of the day on which the page was opened. */
  at: number
  /** Who did it on which day; null: nobody is told apart. */
  readerDay: string | null
  did: 'load' | 'view' | 'vote' | 'proposal' | 'finish'
  loads: number
  views: number
  votes: number
  proposals: number
  proposalsAccepted: number
  secondsSinceView: number | null
}

const MINUTE = 60_000

const dayFormats = PUBLISHERS.map(
  ({ timeZone }) => new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }),
)
const dayOf = (publisher: number, at: number): string => dayFormats[publisher]?.format(at) ?? ''

interface Opened {
  day: string
  hasViewed: boolean
  viewedAt: number | null
}

/** The steps that count, in order, as what they count. */
export function countSteps(steps: readonly Step[]): CountedStep[] {
  const opened = new Map<PageView, Opened>()
  const ballots = new Map<string, number>()
  const submissions = new Set<string>()
  const counted: CountedStep[] = []

  for (const step of steps) {
    const { life, at } = step
    const isFirst = !opened.has(life)
    const page = opened.get(life) ?? { day: dayOf(life.publisher, at), hasViewed: false, viewedAt: null }
    opened.set(life, page)
    const nothing = { loads: 0, views: 0, votes: 0, proposals: 0, proposalsAccepted: 0 }
    const add = (did: CountedStep['did'], more: Partial<typeof nothing>): void => {
      const isSignal = life.leftOut === 'signal'
      if (life.leftOut === 'newsroom' || (isSignal && !isFirst)) return
      let instant = at
      while (dayOf(life.publisher, instant) !== page.day) instant -= MINUTE
      const readerDay = isSignal ? null : `${page.day} ${life.publisher} ${life.address} ${life.device}`
      const what = isSignal ? { ...nothing, loads: 1 } : { ...nothing, ...more }
      const secondsSinceView = page.viewedAt === null ? null : (at - page.viewedAt) / 1000
      counted.push({ life, at: instant, readerDay, did, secondsSinceView, ...what })
    }
    switch (step.kind) {
      case 'vote': {
        const name = `${life.voter} ${life.consultation} ${step.proposal}`
        const before = ballots.get(name)
        const isNews = before === undefined || step.revision > before
        if (isNews) ballots.set(name, step.revision)
        if (isNews && step.vote !== null) add('vote', { votes: before === undefined ? 1 : 0 })
        break
      }
      case 'propose': {
        const isNew = !submissions.has(step.submission)
        submissions.add(step.submission)
        if (isNew) add('proposal', { proposals: 1, proposalsAccepted: step.isAcceptedLater ? 1 : 0 })
        break
      }
      default: {
        const isView = step.kind !== 'load' && !page.hasViewed
        if (step.kind !== 'load') page.hasViewed = true
        if (isView) page.viewedAt = at
        add(step.kind, { loads: isFirst ? 1 : 0, views: isView ? 1 : 0 })
      }
    }
  }
  return counted
}

/** Day, publisher, and the first three numbers of the address. */
const networkDayOf = (readerDay: string): string => readerDay.slice(0, readerDay.lastIndexOf('.'))

export interface Cell {
  loads: number
  views: number
  votes: number
  proposals: number
  proposalsAccepted: number
  readersLoaded: number
  readersViewed: number
  readersEngaged: number
  readersProposed: number
  readersFinished: number
  networksViewed: number
  networksEngaged: number
  /** Seconds from the view to the first vote, of each reader whose first act on the day was a vote. */
  delays: number[]
}

/** Adds up the steps of one part of a site within a range of time. `part` are all steps of the part, at any time. */
export function addUp(part: readonly CountedStep[], from: number, to: number): Cell {
  const isIn = ({ at }: CountedStep): boolean => at >= from && at < to
  const sum = (key: 'loads' | 'views' | 'votes' | 'proposals' | 'proposalsAccepted'): number =>
    part.filter(isIn).reduce((total, step) => total + step[key], 0)
  const cell: Cell = {
    loads: sum('loads'),
    views: sum('views'),
    votes: sum('votes'),
    proposals: sum('proposals'),
    proposalsAccepted: sum('proposalsAccepted'),
    delays: [],
    readersLoaded: 0,
    readersViewed: 0,
    readersEngaged: 0,
    readersProposed: 0,
    readersFinished: 0,
    networksViewed: 0,
    networksEngaged: 0,
  }
  const byReader = new Map<string, CountedStep[]>()
  const byNetwork = new Map<string, CountedStep[]>()
  for (const step of part) {
    if (step.readerDay === null) continue
    byReader.set(step.readerDay, [...(byReader.get(step.readerDay) ?? []), step])
    const network = networkDayOf(step.readerDay)
    byNetwork.set(network, [...(byNetwork.get(network) ?? []), step])
  }
  const engages = ({ did }: CountedStep) => did === 'vote' || did === 'proposal'
  for (const steps of byNetwork.values()) {
    const [viewed, engaged] = [steps.find(({ did }) => did !== 'load'), steps.find(engages)]
    if (viewed && isIn(viewed)) cell.networksViewed += 1
    if (engaged && isIn(engaged)) cell.networksEngaged += 1
  }
  for (const steps of byReader.values()) {
    const firstEngaged = steps.findIndex(engages)
    const reached: [keyof Cell, CountedStep | undefined][] = [
      ['readersLoaded', steps[0]],
      ['readersViewed', steps.find(({ did }) => did !== 'load')],
      ['readersEngaged', steps[firstEngaged]],
      ['readersProposed', steps.find(({ did }) => did === 'proposal')],
      [
        'readersFinished',
        steps.find(({ did }, index) => did === 'finish' && firstEngaged >= 0 && index > firstEngaged),
      ],
    ]
    for (const [key, step] of reached) if (step && isIn(step)) (cell[key] as number) += 1
    const first = steps[firstEngaged]
    if (first && isIn(first) && first.did === 'vote' && first.secondsSinceView !== null)
      cell.delays.push(first.secondsSinceView)
  }
  return cell
}
