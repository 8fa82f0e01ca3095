import { setImmediate as otherWork } from 'node:timers/promises'
import { type Finding, type RelativeRule, RELATIVE_RULES as RULES } from '../domain/trust-rules/findings.ts'
import { type Judgement, judgeVotes } from '../domain/trust-rules/judge-votes.ts'
import type { Sightings } from '../domain/trust-rules/sightings.ts'
import { TRUST_THRESHOLDS } from '../domain/trust-rules/trust-rules.ts'
import { RotatingSalts } from './network-numbers.ts'
import { type NamedDraw, type SeenVote, SightingLog } from './sighting-log.ts'

export type { NamedDraw, SeenVote }

/** Votes that a rule sets aside after they were counted. */
export interface SetAside {
  consultationId: string
  rule: RelativeRule
  votes: { key: { proposalId: string; voter: Uint8Array }; millisecondsAgo: number }[]
}

/** A rule sets votes of a consultation aside for the first time within the window. */
export interface Alarm {
  consultationId: string
  rule: RelativeRule
  votes: number
}

export interface VoteWatchOptions {
  monotonic(): number
  bytes(count: number): Uint8Array
  /** Part of all votes that this process takes, from 0 to 1. */
  share?: number
  /** The proposals of a draw that another process made, by its id. */
  contentsOf?(consultationId: string, draw: string): Promise<readonly string[]>
  /** Judges many votes away from this thread. `spent`: genuine votes expected among those set aside before. */
  judgeElsewhere?(sightings: Sightings, spent: number): Promise<Judgement>
  /** A reader's first vote on a proposal, which no rule sets aside so far. */
  onCounted?(proposalId: string, network: string): void
  /** Moves votes that are stored. */
  setAside(votes: SetAside): Promise<void>
  onAlarm?(alarm: Alarm): void
}

const MINUTE = 60_000
/** All consultations together: some 50 MiB. What came first is forgotten first. */
const MOST_VOTES = 1_000_000
/** Fewer are judged within a few milliseconds; a thread takes as long to begin. */
const MANY_VOTES = 5000
const FORGOTTEN_AT_ONCE_MILLISECONDS = 5 * MINUTE
/** Draws of other processes whose proposals are looked up at one look. */
const ASKED_AT_ONCE = 200
/** Once the allowance of genuine votes is spent, new votes are set aside at once only where so few are genuine. */
const SURE = TRUST_THRESHOLDS.genuine.sure
const PLACES = 2 ** 21

/** What a new vote meets, and which part of such votes is genuine. */
interface Match {
  rule: RelativeRule
  genuine: number
}

interface Watched {
  log: SightingLog
  /** What new votes are compared with: the findings of the last look. */
  networks: Map<number, Match>
  draws: Map<number, Match>
  forgotAt: number
  /** Genuine votes that are expected among those set aside, and when they were. */
  spent: { at: number; votes: number }[]
  /** The same among those set aside at once since the last look. */
  spentSince: number
  /** When each rule last set something aside. */
  alarms: Map<RelativeRule, number>
}

const networkName = (level: number, network: number, proposal: number): number =>
  (proposal * 4 + level) * PLACES + network
const drawName = (draw: number, proposal: number | null): number => draw * PLACES + (proposal ?? -1) + 1

/**
 * Compares the first votes of each consultation with each other, in the memory of this process, and says which belong to
 * something that stands out: new ones at once, those that came before within the window at the next look.
 */
export class VoteWatch {
  readonly #options: VoteWatchOptions
  readonly #salts: RotatingSalts
  readonly #watched = new Map<string, Watched>()
  #looking: Promise<void> | undefined

  constructor(options: VoteWatchOptions) {
    this.#options = options
    this.#salts = new RotatingSalts(options)
  }

  /** The rule by which a reader's first vote on a proposal is set aside; null: by none so far. */
  note(consultationId: string, seen: SeenVote): RelativeRule | null {
    const watched = this.#of(consultationId)
    const { log } = watched
    const before = log.count
    const row = log.add(seen, this.#options.monotonic())
    const rule = this.#match(watched, row, seen.proposalId)
    if (rule === null && log.count > before) this.#options.onCounted?.(seen.proposalId, seen.network)
    return rule
  }

  #match(watched: Watched, row: number, proposalId: string): RelativeRule | null {
    const { log, networks, draws } = watched
    const known = log.ruleOf(row)
    if (known > 0) return RULES[known - 1] ?? null
    const proposal = log.proposalNumber(proposalId)
    const draw = log.drawOf(row)
    let match: Match | undefined
    if (draws.size > 0) match = draws.get(drawName(draw, proposal)) ?? draws.get(drawName(draw, null))
    if (networks.size > 0)
      for (const [level, network] of log.networksOf(row).entries())
        match = networks.get(networkName(level, network, proposal)) ?? match
    if (match === undefined) return null
    const { rule, genuine } = match
    if (genuine > SURE) watched.spentSince += genuine
    log.setRule(row, RULES.indexOf(rule) + 1)
    return rule
  }

  /** A draw that this process made: those that nobody votes on are what others are compared with. */
  noteDraw(consultationId: string, draw: NamedDraw): void {
    this.#of(consultationId).log.noteDraw(draw, this.#options.monotonic())
  }

  /** Looks at all votes of the window and sets aside what stands out. One look at a time. */
  look(): Promise<void> {
    this.#looking ??= this.#lookAtAll().finally(() => {
      this.#looking = undefined
    })
    return this.#looking
  }

  /** Votes in memory, of all consultations. */
  get votes(): number {
    let votes = 0
    for (const { log } of this.#watched.values()) votes += log.count
    return votes
  }

  #of(consultationId: string): Watched {
    let watched = this.#watched.get(consultationId)
    if (!watched) {
      watched = {
        log: new SightingLog(this.#salts),
        networks: new Map(),
        draws: new Map(),
        forgotAt: this.#options.monotonic(),
        spent: [],
        spentSince: 0,
        alarms: new Map(),
      }
      this.#watched.set(consultationId, watched)
    }
    return watched
  }

  async #lookAtAll(): Promise<void> {
    for (const [consultationId, watched] of this.#watched) {
      this.#forget(watched)
      if (watched.log.count === 0) {
        this.#watched.delete(consultationId)
        continue
      }
      await this.#lookAt(consultationId, watched)
      await otherWork()
    }
  }

  /** What is older than the window; and more, of the consultation with the most, where there is too much. */
  #forget(watched: Watched): void {
    const now = this.#options.monotonic()
    const { log } = watched
    const isTooMuch = this.votes > MOST_VOTES && log.count > MOST_VOTES / (2 * this.#watched.size)
    if (!isTooMuch && now - watched.forgotAt < FORGOTTEN_AT_ONCE_MILLISECONDS) return
    const window = now - TRUST_THRESHOLDS.windowMinutes * MINUTE
    log.keepFrom(isTooMuch ? Math.max(window, log.atOf(log.count >> 1)) : window)
    watched.forgotAt = now
    // Numbers mean others now; the look that follows finds them again.
    watched.networks.clear()
    watched.draws.clear()
  }

  async #lookAt(consultationId: string, watched: Watched): Promise<void> {
    const { monotonic, contentsOf } = this.#options
    for (const draw of contentsOf ? watched.log.unknownDraws(ASKED_AT_ONCE) : [])
      watched.log.tellDraw(draw, (await contentsOf?.(consultationId, draw)) ?? [])
    const now = monotonic()
    watched.spent = watched.spent.filter(({ at }) => now - at < TRUST_THRESHOLDS.windowMinutes * MINUTE)
    if (watched.spentSince > 0) watched.spent.push({ at: now, votes: watched.spentSince })
    watched.spentSince = 0
    const spent = watched.spent.reduce((sum, { votes }) => sum + votes, 0)
    const { findings, genuine, isSpent } = await this.#judge(watched.log.sightings(now), spent)
    if (genuine > 0) watched.spent.push({ at: now, votes: genuine })
    this.#remember(watched, findings, isSpent ? SURE : 1)
    for (const rule of RULES)
      await this.#setAside(
        consultationId,
        watched,
        rule,
        findings.filter((finding) => finding.rule === rule),
      )
  }

  async #judge(sightings: Sightings, spent: number): Promise<Judgement> {
    const { share = 1, judgeElsewhere } = this.#options
    if (judgeElsewhere && sightings.votes >= MANY_VOTES) return judgeElsewhere(sightings, spent)
    const steps = judgeVotes(sightings, { share, spent }, TRUST_THRESHOLDS)
    let step = steps.next()
    while (!step.done) {
      await otherWork()
      step = steps.next()
    }
    return step.value
  }

  /** Of findings of which at most the part `most` is genuine. */
  #remember({ networks, draws }: Watched, findings: readonly Finding[], most: number): void {
    networks.clear()
    draws.clear()
    for (const { rule, pattern, genuine, votes } of findings) {
      const match = { rule, genuine: genuine / votes.length }
      if (pattern === null || match.genuine > most) continue
      if (pattern.kind === 'network')
        networks.set(networkName(pattern.level, pattern.network, pattern.proposal), match)
      else draws.set(drawName(pattern.draw, pattern.proposal), match)
    }
  }

  async #setAside(
    consultationId: string,
    { log, alarms }: Watched,
    rule: RelativeRule,
    findings: readonly Finding[],
  ): Promise<void> {
    const now = this.#options.monotonic()
    const rows = findings.flatMap(({ votes }) => votes).filter((row) => log.ruleOf(row) === 0)
    if (findings.length > 0) {
      const before = alarms.get(rule)
      alarms.set(rule, now)
      if (before === undefined || now - before > TRUST_THRESHOLDS.windowMinutes * MINUTE)
        this.#options.onAlarm?.({ consultationId, rule, votes: rows.length })
    }
    if (rows.length === 0) return
    const votes = rows.map((row) => ({ key: log.keyOf(row), millisecondsAgo: now - log.atOf(row) }))
    await this.#options.setAside({ consultationId, rule, votes })
    // Once they are moved: what failed is tried again at the next look.
    for (const row of rows) log.setRule(row, RULES.indexOf(rule) + 1)
  }
}
