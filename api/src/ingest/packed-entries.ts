// Entries and their results as they travel between threads: one text for a batch. Cloning an object for each vote, its
// keys and a buffer of its own takes twice the processor time on the way to the thread, and leaves more garbage.

import type { VoteState } from '../domain/votes.ts'
import type { Tallies } from '../wire/index.ts'
import type { Entry, EntryResult, Presence } from './entries.ts'
import type { VoteAct, VoteOutcome } from './fold-votes.ts'

type PackedState = [VoteState['vote'], VoteState['qualifications'], VoteState['segment'], number] | null
type PackedAct = [proposalId: string, voter: string, state: PackedState]
type PackedPresence = [
  ...[string, string, string | null, string | null, string | null, Presence['device'], string],
  ...[day: string, hour: number, reader: string | null, secondsSinceView: number | null],
]
type PackedProposal = (Omit<NonNullable<Entry['proposal']>, 'author'> & { author: string | null }) | null
type PackedEntry = [
  PackedAct[],
  PackedProposal,
  PackedPresence | null,
  ...[Entry['act'], Entry['counters'], Entry['leftOut']],
  Entry['articleVotes']?,
]
/** The states before and after, one alone if it is the same, and where the tallies stand in the list of them. */
type PackedResult = [outcomes: [PackedState, PackedState?][], tallies: number]

/** Grown one by one: a list made by `map` is taken for one with holes, which JSON writes by a slower way. */
function packEach<Item, Packed>(items: readonly Item[], pack: (item: Item) => Packed): Packed[] {
  const packed: Packed[] = []
  for (const item of items) packed.push(pack(item))
  return packed
}

const packBytes = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
const unpackBytes = (text: string): Uint8Array => Buffer.from(text, 'base64')

const packState = (state: VoteState | undefined): PackedState =>
  state ? [state.vote, state.qualifications, state.segment, state.revision] : null

function unpackState(packed: PackedState): VoteState | undefined {
  if (!packed) return undefined
  const [vote, qualifications, segment, revision] = packed
  return { vote, qualifications, segment, revision }
}

const packAct = ({ key, state }: VoteAct): PackedAct => [
  key.proposalId,
  packBytes(key.voter),
  packState(state),
]
const unpackAct = ([proposalId, voter, state]: PackedAct): VoteAct => ({
  key: { proposalId, voter: unpackBytes(voter) },
  state: unpackState(state),
})

const packPresence = (presence: Presence): PackedPresence => [
  presence.publisherId,
  presence.consultationId,
  presence.articleId,
  presence.channel,
  presence.section,
  presence.device,
  presence.language,
  presence.day,
  presence.hour,
  presence.reader,
  presence.secondsSinceView,
]

function unpackPresence(packed: PackedPresence): Presence {
  const [publisherId, consultationId, articleId, channel, section, device, language, ...when] = packed
  const [day, hour, reader, secondsSinceView] = when
  return {
    publisherId,
    consultationId,
    articleId,
    channel,
    section,
    device,
    language,
    day,
    hour,
    reader,
    secondsSinceView,
  }
}

function packProposal(proposal: Entry['proposal']): PackedProposal {
  return proposal && { ...proposal, author: proposal.author && packBytes(proposal.author) }
}

function unpackProposal(packed: PackedProposal): Entry['proposal'] {
  return packed && { ...packed, author: packed.author === null ? null : unpackBytes(packed.author) }
}

function packEntry(entry: Entry): PackedEntry {
  const { votes, proposal, presence, act, counters, leftOut, articleVotes } = entry
  const packed: PackedEntry = [
    packEach(votes, packAct),
    packProposal(proposal),
    presence && packPresence(presence),
    act,
    counters,
    leftOut,
  ]
  if (articleVotes) packed.push(articleVotes)
  return packed
}

function unpackEntry(packed: PackedEntry): Entry {
  const [votes, proposal, presence, act, counters, leftOut, articleVotes] = packed
  const entry: Entry = {
    votes: votes.map(unpackAct),
    proposal: unpackProposal(proposal),
    presence: presence && unpackPresence(presence),
    act,
    counters,
    leftOut,
  }
  if (articleVotes) entry.articleVotes = articleVotes
  return entry
}

export const packEntries = (entries: readonly Entry[]): string => JSON.stringify(packEach(entries, packEntry))
export const unpackEntries = (text: string): Entry[] => (JSON.parse(text) as PackedEntry[]).map(unpackEntry)

const packOutcome = ({ before, after }: VoteOutcome): [PackedState, PackedState?] =>
  before === after ? [packState(after)] : [packState(before), packState(after)]

/** A vote that changed nothing has one and the same state before and after, as its readers expect. */
function unpackOutcome(packed: [PackedState, PackedState?]): VoteOutcome {
  const before = unpackState(packed[0])
  return { before, after: packed[1] === undefined ? before : unpackState(packed[1]) }
}

/** Many votes of a batch are on the same proposals: tallies travel once for each. */
export function packResults(results: readonly EntryResult[]): string {
  const places = new Map<Tallies | undefined, number>([[undefined, -1]])
  const tallies: Tallies[] = []
  const rows = packEach(results, (result): PackedResult => {
    let place = places.get(result.tallies)
    if (place === undefined && result.tallies) {
      place = tallies.push(result.tallies) - 1
      places.set(result.tallies, place)
    }
    return [packEach(result.outcomes, packOutcome), place ?? -1]
  })
  return JSON.stringify([rows, tallies])
}

export function unpackResults(text: string): EntryResult[] {
  const [rows, tallies] = JSON.parse(text) as [PackedResult[], Tallies[]]
  return rows.map(([outcomes, place]) => ({ outcomes: outcomes.map(unpackOutcome), tallies: tallies[place] }))
}
