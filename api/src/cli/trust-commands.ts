import type { Command } from 'commander'
import { cohortDetails, cohortsOf, decideCohorts, findCohort } from '../administration/cohorts.ts'
import { findConsultation } from '../administration/consultations.ts'
import { verifyTallies } from '../administration/verify-tallies.ts'
import { ProblemError } from '../domain/problem-error.ts'
import type { Standing } from '../domain/results/rank-results.ts'
import { cohortOf, type VoteClass } from '../domain/votes/cohorts.ts'
import { presentCohort, presentCohortDetails, presentCohorts } from '../presenters/cohorts.ts'
import type { CountedCohort } from '../store/cohorts.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Store } from '../store/index.ts'
import { SMALLEST_CROWD } from '../wire/constants.ts'
import type { CliContext } from './cli-context.ts'
import { addExample, counted, shortInstant } from './wording.ts'

type NameOf = (publisherId: string) => string | undefined

async function namesOf(store: Store): Promise<NameOf> {
  const names = new Map((await store.publishers.all()).map(({ id, name }) => [id, name]))
  return (publisherId) => names.get(publisherId)
}

const decisionOf = ({ decidedAt, decidedBy, reason }: CountedCohort): string =>
  decidedAt === null ? 'none' : `${shortInstant(decidedAt)} ${decidedBy}: ${reason}`

/** The consultation that a cohort is of, by the cohort's name. */
async function consultationOfCohort(store: Store, id: string): Promise<ConsultationRecord> {
  const { consultationId } = cohortOf(id)
  const found = (await store.consultations.all()).find((one) => one.id === consultationId)
  if (!found) throw new ProblemError('unknown-cohort', { detail: `There is no cohort ${id}` })
  return found
}

function addList(parent: Command, cli: CliContext): void {
  const command = parent
    .command('list')
    .description(`List the cohorts of a consultation with ${SMALLEST_CROWD} votes or more, newest first`)
    .argument('<consultation>', 'Slug of the consultation')
    .action((slug: string) =>
      cli.withStore(command, async (store) => {
        const consultation = await findConsultation(store, slug)
        const found = await cohortsOf(store, consultation)
        const votes = await store.integrityRoots.classCounts(consultation.id)
        const rows = found.cohorts.map((cohort) => [
          cohort.id,
          cohort.class,
          cohort.votes,
          cohort.proposals,
          decisionOf(cohort),
        ])
        const sums = `${votes.counted} counted, ${votes.unverified} unverified, ${votes.setAside} set aside`
        const small = found.small > 0 ? `\n${counted(found.small, 'vote')} in smaller cohorts.` : ''
        return {
          document: presentCohorts(found, votes.counted, await namesOf(store)),
          text: `${sums}.\n\n${cli.table(['cohort', 'class', 'votes', 'proposals', 'decision'], rows)}${small}`,
        }
      }),
    )
  addExample(command, 'trust list territoires')
}

const inWords = ({ votes, zone, rank, plebiscite }: Standing): string =>
  [
    zone === null ? 'too few votes' : rank === null ? zone : `${zone} no. ${rank}`,
    plebiscite ? 'plebiscite' : '',
    counted(votes, 'vote'),
  ]
    .filter((part) => part !== '')
    .join(', ')

function addShow(parent: Command, cli: CliContext): void {
  const command = parent
    .command('show')
    .description('Show when the votes of a cohort came, and what the results are with and without them')
    .argument('<cohort>', 'Name of the cohort, as in the list')
    .action((id: string) =>
      cli.withStore(command, async (store) => {
        const consultation = await consultationOfCohort(store, id)
        const cohort = await findCohort(store, consultation, id)
        const details = await cohortDetails(store, consultation, cohort)
        const hours = details.hours.map(({ hour, votes }) => [shortInstant(hour), votes])
        const proposals = details.concerned.map(({ text, tallies, now, after }) => [
          text,
          `${tallies.agree}/${tallies.neutral}/${tallies.disagree}`,
          inWords(now),
          inWords(after),
        ])
        const otherWay = cohort.class === 'counted' ? 'if not counted' : 'if counted'
        return {
          document: presentCohortDetails(details, await namesOf(store)),
          text: [
            `${cohort.class}, ${counted(cohort.votes, 'vote')}; decision: ${decisionOf(cohort)}.`,
            cli.table(['hour (UTC)', 'votes'], hours),
            cli.table(['proposal', 'agree/neutral/disagree', 'now', otherWay], proposals),
          ].join('\n\n'),
        }
      }),
    )
  addExample(command, 'trust show 8hQ2kVx0TzRb.network-excess.2026-03-10')
}

interface Deciding {
  name: string
  class: VoteClass
  description: string
  done: string
}

function addDecision(parent: Command, cli: CliContext, deciding: Deciding): void {
  const command = parent
    .command(deciding.name)
    .description(deciding.description)
    .argument('<cohort...>', 'Names of cohorts of one consultation; all are decided or none')
    .requiredOption('--reason <text>', 'Why; published in the integrity report')
    .action((ids: [string, ...string[]], { reason }: { reason: string }) =>
      cli.withStore(command, async (store, context) => {
        const consultation = await consultationOfCohort(store, ids[0])
        const cohorts = ids.map((id) => ({ id }))
        const decided = await decideCohorts(context, consultation, cohorts, { class: deciding.class, reason })
        const nameOf = await namesOf(store)
        const votes = decided.reduce((sum, cohort) => sum + cohort.votes, 0)
        return {
          document: {
            cohorts: decided.map((cohort) =>
              presentCohort(
                cohort,
                cohort.publisherId === null ? null : (nameOf(cohort.publisherId) ?? null),
              ),
            ),
          },
          text: `${counted(votes, 'vote')} in ${counted(decided.length, 'cohort')} ${deciding.done}.`,
        }
      }),
    )
  addExample(
    command,
    `trust ${deciding.name} 8hQ2kVx0TzRb.network-excess.2026-03-10 --reason "one program, by its pace"`,
  )
}

function addRecount(parent: Command, cli: CliContext): void {
  const command = parent
    .command('recount')
    .description('Count the votes of all cohorts again, from the stored votes; exits with 1 if sums differ')
    .argument('<consultation>', 'Slug of the consultation')
    .action((slug: string) =>
      cli.withStore(command, async (store) => {
        const consultation = await findConsultation(store, slug)
        const { votes, differences, damaged, unreadable } = await verifyTallies(store, consultation)
        const isFailure = differences.length + damaged.length > 0 || unreadable !== null
        const classes = await store.integrityRoots.classCounts(consultation.id)
        const sums = `${counted(votes, 'vote')}: ${classes.counted} counted, ${classes.unverified} unverified, ${classes.setAside} set aside`
        return {
          document: { votes, classes, isRight: !isFailure },
          text: isFailure
            ? `${sums}. The stored sums differ: see unisson verify ${slug}.`
            : `${sums}. The stored sums are right.`,
          isFailure,
        }
      }),
    )
  addExample(command, 'trust recount territoires')
}

/** Adds `list`, `show`, `set-aside`, `count`, `leave-unverified` and `recount`. */
export function addTrustCommands(parent: Command, cli: CliContext): void {
  addList(parent, cli)
  addShow(parent, cli)
  addDecision(parent, cli, {
    name: 'set-aside',
    class: 'set-aside',
    description: 'Take the votes of cohorts out of the results',
    done: 'set aside',
  })
  addDecision(parent, cli, {
    name: 'count',
    class: 'counted',
    description: 'Count the votes of cohorts in the results',
    done: 'counted',
  })
  addDecision(parent, cli, {
    name: 'leave-unverified',
    class: 'unverified',
    description: 'Leave the votes of cohorts unverified and out of the results',
    done: 'left unverified',
  })
  addRecount(parent, cli)
}
