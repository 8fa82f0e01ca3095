import type { OpinionGroups } from '../../wire/index.ts'
import type { Words } from '../words.ts'

/** Between which tenths agreement lies. */
export type Band = OpinionGroups['proposals'][number]['groups'][number]['agreement']
export type Representative = OpinionGroups['groups'][number]['representative'][number]

const TOP = 0.9
const BOTTOM = 0.1

/** "over 90 %", "80 % to 90 %" or "under 10 %". */
function bandText({ from, to }: Band, { say, percent }: Words): string {
  if (from >= TOP) return say('page.band.over', { share: percent(from) })
  if (to <= BOTTOM) return say('page.band.under', { share: percent(to) })
  return say('page.band.between', { from: percent(from), to: percent(to) })
}

const WHY = {
  'too-few-readers': 'page.noGroups.tooFewReaders',
  'as-by-chance': 'page.noGroups.asByChance',
  'too-small': 'page.noGroups.tooSmall',
} as const

/** All that the section on groups says, in the words of a language. */
export function groupsTexts(words: Words) {
  const { say, percent } = words
  return {
    title: say('page.groups'),
    people: (people: number, groups: number) => say('page.groupsPeople', { people, groups }),
    note: say('page.groupsNote'),
    across: say('page.acrossGroups'),
    acrossNote: say('page.acrossGroupsNote'),
    noneAcross: say('page.acrossGroupsNone'),
    apart: (name: string) => say('page.group', { name }),
    named: (name: string) => say('page.groupName', { name }),
    noneApart: say('page.groupNone'),
    different: say('results.different'),
    agree: (band: Band) => say('page.band.agree', { band: bandText(band, words) }),
    agreement: (name: string, band: Band) =>
      say('page.labelled', {
        label: say('page.groupName', { name }),
        value: say('page.band.agree', { band: bandText(band, words) }),
      }),
    telling: ({ vote, rate, elsewhere, agreement, agreementElsewhere }: Representative) =>
      rate === null || elsewhere === null
        ? say('page.telling.band', {
            band: bandText(agreement, words),
            elsewhere: bandText(agreementElsewhere, words),
          })
        : say(vote === 'agree' ? 'page.telling.agree' : 'page.telling.disagree', {
            rate: percent(rate),
            elsewhere: percent(elsewhere),
          }),
    why: ({ noGroups, leastVotes }: Pick<OpinionGroups, 'noGroups' | 'leastVotes'>) =>
      say(WHY[noGroups ?? 'too-few-readers'], { votes: leastVotes }),
  }
}

export type GroupsTexts = ReturnType<typeof groupsTexts>
