/** A draw as its proof names it: when it was made, the number of its page (0: the fair one), and what was in it. */
export interface SeenDraw {
  /** Milliseconds. */
  at: number
  number: number
  /** Numbers of proposals; none: what was in it is not known, and votes on it are not judged. */
  proposals: ArrayLike<number>
}

/** Prefixes of an address by which readers are told apart, from narrow to wide; IPv4 has two of the three. */
export const NETWORK_LEVELS = ['/24 or /64', '/56', '/16 or /48'] as const

/**
 * First votes of one consultation within the window, as columns: who is meant by a number is known to the memory of the
 * process alone, and for as long as the window.
 */
export interface Sightings {
  /** Of votes, in the order in which they came. */
  readonly votes: number
  readonly reader: Uint32Array
  readonly proposal: Uint32Array
  readonly draw: Uint32Array
  /** 0 agree, 1 disagree, 2 neutral. */
  readonly choice: Uint8Array
  /** Milliseconds. */
  readonly at: Float64Array
  /** Of votes that are set aside, one more than the place of the rule in `RELATIVE_RULES`; 0: counted. */
  readonly rule: Uint8Array
  readonly readers: number
  /** Of each level, the network in which each reader was first seen; 0: the level has none. */
  readonly networks: readonly Uint32Array[]
  readonly proposals: number
  readonly draws: readonly SeenDraw[]
  /** Milliseconds. */
  readonly now: number
}

/** Votes of one reader on one draw that follow each other. */
export interface Namings {
  readonly count: number
  readonly reader: Uint32Array
  readonly draw: Uint32Array
  /** Votes of each. */
  readonly size: Uint32Array
  /** Of each vote, its naming. */
  readonly ofVote: Uint32Array
  /** Votes of each reader. */
  readonly ballot: Uint32Array
  /** Votes by naming: those of naming n are `votes[start[n]]` to `votes[start[n + 1] - 1]`. */
  readonly start: Uint32Array
  readonly votes: Uint32Array
}

const NONE = 0xffff_ffff

/** One more at this place. */
export function increment(counts: Uint32Array, place: number): void {
  counts[place] = (counts[place] as number) + 1
}

/** Items sorted by a key below `keys`: those with key k are `items[start[k]]` to `items[start[k + 1] - 1]`. */
export function sortedBy(count: number, keys: number, keyOf: (item: number) => number) {
  const start = new Uint32Array(keys + 1)
  for (let item = 0; item < count; item++) increment(start, keyOf(item) + 1)
  for (let key = 0; key < keys; key++) start[key + 1] = (start[key + 1] as number) + (start[key] as number)
  const next = start.slice()
  const items = new Uint32Array(count)
  for (let item = 0; item < count; item++) {
    const key = keyOf(item)
    items[next[key] as number] = item
    increment(next, key)
  }
  return { start, items }
}

/** Who named which draw, with how many votes. */
export function namingsOf({ votes, readers, reader, draw }: Sightings): Namings {
  const last = new Uint32Array(readers).fill(NONE)
  const ballot = new Uint32Array(readers)
  const ofVote = new Uint32Array(votes)
  const [byReader, byDraw, size] = [new Uint32Array(votes), new Uint32Array(votes), new Uint32Array(votes)]
  let count = 0
  for (let vote = 0; vote < votes; vote++) {
    const [who, what] = [reader[vote] as number, draw[vote] as number]
    let naming = last[who] as number
    if (naming === NONE || byDraw[naming] !== what) {
      naming = count++
      byReader[naming] = who
      byDraw[naming] = what
      last[who] = naming
    }
    ofVote[vote] = naming
    increment(size, naming)
    increment(ballot, who)
  }
  const { start, items } = sortedBy(votes, count, (vote) => ofVote[vote] as number)
  return {
    count,
    reader: byReader.subarray(0, count),
    draw: byDraw.subarray(0, count),
    size: size.subarray(0, count),
    ofVote,
    ballot,
    start,
    votes: items,
  }
}

/** Items by what they have in common. */
export function grouped<Item, Key>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

/** The sightings without some of their votes, and of each vote that is left its row before. */
export function without(
  sightings: Sightings,
  isGone: (row: number) => boolean,
): { left: Sightings; rows: Uint32Array } {
  const { votes, reader, proposal, draw, choice, at, rule } = sightings
  const rows = Uint32Array.from([...Array(votes).keys()].filter((row) => !isGone(row)))
  const of = (column: Uint32Array) => rows.map((row) => column[row] as number)
  const left = {
    ...sightings,
    votes: rows.length,
    reader: of(reader),
    proposal: of(proposal),
    draw: of(draw),
    choice: Uint8Array.from(rows, (row) => choice[row] as number),
    at: Float64Array.from(rows, (row) => at[row] as number),
    rule: Uint8Array.from(rows, (row) => rule[row] as number),
  }
  return { left, rows }
}
