import { ProblemError } from '../domain/problem-error.ts'
import { normaliseText } from '../domain/text/proposal-text.ts'
import { centreOf } from '../domain/themes/find-themes.ts'
import { MOST_THEMES } from '../domain/themes/plan-themes.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Store } from '../store/index.ts'
import type { CountedTheme, ThemeRecord } from '../store/themes.ts'
import type { AuditAct } from '../wire/audit.ts'
import type { ChangedTheme, NewTheme, ThemeMerge, ThemePlacement } from '../wire/index.ts'
import { changedTheme, newTheme, themeMerge, themePlacement } from '../wire/themes.ts'
import { type AdminAct, type AdminContext, differences, perform } from './admin-context.ts'
import { checkedInput, wrongField } from './checked-input.ts'

const shown = ({ name, isKept, isHidden }: ThemeRecord) => ({ name, isKept, isHidden })

const entry = (act: AuditAct, { id, consultationId }: ThemeRecord): AdminAct => ({
  act,
  consultationId,
  subject: id,
})

/** A theme of the consultation. Throws the problem `unknown-theme`. */
export async function findTheme(
  store: Store,
  consultation: Pick<ConsultationRecord, 'id'>,
  id: string,
): Promise<CountedTheme> {
  const found = (await store.themes.all(consultation.id)).find((theme) => theme.id === id)
  if (!found)
    throw new ProblemError('unknown-theme', { detail: `There is no theme ${id} in this consultation` })
  return found
}

/** Two themes of one name could not be told apart. */
function checkedName(wanted: string, others: readonly ThemeRecord[]): string {
  const name = normaliseText(wanted)
  if (name === '') throw wrongField('name', 'is empty', 'empty')
  if (others.some((theme) => theme.name.toLowerCase() === name.toLowerCase()))
    throw wrongField('name', 'is the name of another theme already', 'name-taken')
  return name
}

/**
 * Makes a theme by hand; it holds nothing yet. Throws the problem `invalid-request` if there are too many, or the name is
 * taken.
 */
export async function createTheme(
  context: AdminContext,
  consultation: ConsultationRecord,
  input: NewTheme,
): Promise<CountedTheme> {
  const { store, runtime } = context
  const others = await store.themes.all(consultation.id)
  if (others.length >= MOST_THEMES)
    throw wrongField('name', `there are ${MOST_THEMES} themes already; merge some first`, 'too-many-themes')
  const theme: ThemeRecord = {
    id: runtime.id(),
    consultationId: consultation.id,
    name: checkedName(checkedInput(newTheme, input).name, others),
    profile: {},
    isKept: true,
    isHidden: false,
    createdAt: runtime.now(),
    revision: 1,
  }
  await perform(context, [store.themes.insertion(theme), store.themes.changed(consultation.id)], {
    ...entry('theme.create', theme),
    after: shown(theme),
  })
  return findTheme(store, consultation, theme.id)
}

/** Names, pins, lets go or hides a theme. What is named or hidden is kept, whatever is said of that. */
export async function changeTheme(
  context: AdminContext,
  consultation: ConsultationRecord,
  id: string,
  input: ChangedTheme,
): Promise<CountedTheme> {
  const { store } = context
  const wanted = checkedInput(changedTheme, input)
  const before = await findTheme(store, consultation, id)
  const others = (await store.themes.all(consultation.id)).filter((theme) => theme.id !== id)
  const name = checkedName(wanted.name, others)
  const isKept = wanted.isKept || wanted.isHidden || name !== before.name
  const after = { ...before, name, isKept, isHidden: wanted.isHidden, revision: wanted.revision + 1 }
  await perform(context, [store.themes.change(recordOf(after)), store.themes.changed(consultation.id)], {
    ...entry('theme.change', before),
    ...differences(shown(before), shown(after)),
  })
  return findTheme(store, consultation, id)
}

const recordOf = ({ accepted: _accepted, pending: _pending, ...theme }: CountedTheme): ThemeRecord => theme

/**
 * All that the theme holds goes into another one, which is about both from then on. Throws the problem `changed-meanwhile`,
 * or `invalid-request` if both are the same.
 */
export async function mergeTheme(
  context: AdminContext,
  consultation: ConsultationRecord,
  id: string,
  input: ThemeMerge,
): Promise<CountedTheme> {
  const { store } = context
  const { into, revision } = checkedInput(themeMerge, input)
  if (into === id) throw wrongField('into', 'is the theme itself', 'invalid')
  const [from, to] = [await findTheme(store, consultation, id), await findTheme(store, consultation, into)]
  if (from.revision !== revision) throw new ProblemError('changed-meanwhile')
  const profiles = [from, to].map(({ profile }) => new Map(Object.entries(profile)))
  const merged = {
    ...to,
    profile: Object.fromEntries(centreOf(profiles)),
    isKept: true,
    revision: to.revision + 1,
  }
  await perform(
    context,
    [
      store.themes.change(recordOf(merged)),
      store.themes.absorption(id, into),
      store.themes.removal(id),
      store.themes.changed(consultation.id),
    ],
    { ...entry('theme.merge', from), before: { name: from.name }, after: { into: to.name } },
  )
  return findTheme(store, consultation, into)
}

/**
 * Puts proposals into a theme, or into none. All of them, or none if one is not of this consultation. Throws the problem
 * `invalid-request`, which names the proposal.
 */
export async function placeProposals(
  context: AdminContext,
  consultation: ConsultationRecord,
  input: ThemePlacement,
): Promise<void> {
  const { store } = context
  const { theme: id, proposals } = checkedInput(themePlacement, input)
  const theme = id === null ? null : await findTheme(store, consultation, id)
  const ids = [...new Set(proposals)]
  const found = await store.proposals.find(ids)
  for (const [index, proposal] of ids.entries())
    if (found[index]?.consultationId !== consultation.id)
      throw wrongField(
        `proposals/${index}`,
        `there is no proposal ${proposal} in this consultation`,
        'unknown-proposal',
      )
  const names = new Map((await store.themes.all(consultation.id)).map((one) => [one.id, one.name]))
  const places = new Map(
    (await store.themes.placements(consultation.id)).map(({ proposalId, themeId }) => [proposalId, themeId]),
  )
  const nameOf = (themeId: string | null | undefined) => (themeId ? (names.get(themeId) ?? null) : null)
  await perform(
    context,
    [
      ...(theme ? [store.themes.keeping(theme.id)] : []),
      ...ids.map((proposal) => store.themes.move(proposal, theme?.id ?? null)),
      store.themes.changed(consultation.id),
    ],
    ...ids.map((proposal) => ({
      act: 'proposal.theme' as const,
      consultationId: consultation.id,
      subject: proposal,
      before: { theme: nameOf(places.get(proposal)) },
      after: { theme: theme?.name ?? null },
    })),
  )
}
