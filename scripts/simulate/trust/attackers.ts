import type { MadeDraw } from '../../../api/src/cache/draws.ts'
import { VOTES } from '../../../api/src/wire/constants.ts'
import type { Vote } from '../../../api/src/wire/index.ts'
import { homeNetwork } from './crowd.ts'
import type { Actor, Hour } from './hour.ts'

/** What each invented voter does beside the vote that is wanted. */
export type Disguise =
  /** Nothing. */
  | 'lone'
  /** One more vote on the same draw, by chance. */
  | 'pair'
  /** Four more. */
  | 'five'
  /** Twelve votes in all, at a reader's pace, the others by chance. */
  | 'ballot'
  /** The same, in a fifth of the time. */
  | 'fast-ballot'
  /** Twelve votes that are the same in every vote, from few draws. */
  | 'identical'
  /** A vote on the page of the whole list that has the proposal. */
  | 'page'
  /** A whole ballot on whatever draw comes: the proposal, where it is in it. */
  | 'mimic'

export interface AttackOptions {
  hour: Hour
  target: string
  /** Networks that the attacker has. */
  networks: number
  /** One network in their place: the one that most honest readers share. */
  inside?: string
  disguise: Disguise
  fakes: number
  /** Seconds. */
  from: number
  until: number
}

const BALLOT = 12

function others(hour: Hour, draw: MadeDraw, target: string, count: number): string[] {
  return draw.proposals
    .filter((id) => id !== target)
    .map((id) => ({ id, place: hour.random() }))
    .sort((one, other) => one.place - other.place)
    .slice(0, count)
    .map(({ id }) => id)
}

const EXTRA: Record<Disguise, number> = {
  lone: 0,
  pair: 1,
  five: 4,
  ballot: BALLOT - 1,
  'fast-ballot': BALLOT - 1,
  identical: BALLOT - 1,
  page: 0,
  mimic: BALLOT - 1,
}

function* fake(
  hour: Hour,
  name: string,
  network: string,
  drawOf: () => MadeDraw | undefined,
  { target, disguise }: AttackOptions,
): Actor {
  const draw = drawOf()
  if (!draw) return
  const isHere = draw.proposals.includes(target)
  const rest =
    disguise === 'identical'
      ? draw.proposals.filter((id) => id !== target).slice(0, BALLOT - 1)
      : others(hour, draw, target, EXTRA[disguise] + (isHere ? 0 : 1))
  const all = [...(isHere ? [target] : []), ...rest]
    .map((id) => ({ id, place: hour.random() }))
    .sort((one, other) => one.place - other.place)
  for (const { id } of all) {
    const chance: Vote = disguise === 'identical' ? 'agree' : (VOTES[Math.floor(3 * hour.random())] as Vote)
    hour.vote('fake', name, network, draw, id, id === target ? 'agree' : chance)
    if (disguise !== 'fast-ballot') yield hour.thinking(7)
  }
}

/** Sends an attacker's voters: each by a draw that holds the proposal, of those that came in the last minutes. */
export function addAttack(options: AttackOptions): void {
  const { hour, target, networks, inside, disguise, fakes, from, until } = options
  const { random } = hour
  const owned = Array.from({ length: networks }, () => inside ?? homeNetwork(random))
  const usable: MadeDraw[] = []
  hour.onDraw = (draw) => {
    if (draw.proposals.includes(target)) usable.push(draw)
  }
  const page = (): MadeDraw | undefined => {
    for (let number = 1; ; number++) {
      const draw = hour.draw(number)
      if (!draw || draw.proposals.includes(target)) return draw
    }
  }
  const drawOf = (): MadeDraw | undefined => {
    if (disguise === 'page') return page()
    if (disguise === 'mimic') return hour.draw(0, true)
    if (disguise === 'identical') return usable[0]
    const fresh = usable.filter(({ at }) => hour.now * 1000 - at < 900_000)
    return fresh[Math.floor(fresh.length * random())] ?? usable.at(-1)
  }
  for (let index = 0; index < fakes; index++) {
    const network = owned[index % owned.length] as string
    hour.begin(from + (until - from) * random(), fake(hour, `f${index}`, network, drawOf, options))
  }
  // Draws that nobody asks for are not made: an attacker asks again and again.
  hour.begin(
    from,
    (function* () {
      while (hour.now < until) {
        hour.draw(0, true)
        yield 1
      }
    })(),
  )
}
