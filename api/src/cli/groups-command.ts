import type { Command } from 'commander'
import { findConsultation } from '../administration/consultations.ts'
import { type DatedReport, OpinionGroupReports } from '../jobs/opinion-groups.ts'
import { presentOpinionGroups } from '../presenters/consultations.ts'
import type { CliContext } from './cli-context.ts'
import { addExample, counted } from './wording.ts'

const percent = (share: number): string => `${Math.round(share * 100)} %`

const WHY = {
  'too-few-readers': 'there are too few readers',
  'as-by-chance': 'shuffled votes look the same',
  'too-small': 'a group would be too small to be shown',
}

const fixed = (value: number | null | undefined): string => (value ?? 0).toFixed(2)

/** How sure it is, in a line for each thing to know. */
function describeCertainty({ silhouetteByChance, certainty }: DatedReport['report']): string {
  if (!certainty) return ''
  const { stability, nearIdentical, closed, similar, steady } = certainty
  const sets = ({ classes, ballots }: typeof similar) =>
    `${counted(ballots, 'ballot')} in ${counted(classes, 'set')}`
  return [
    `silhouette of shuffled votes ${fixed(silhouetteByChance)}; agreement between restarts ${fixed(stability)}`,
    `nearly identical: ${sets(nearIdentical)}; closed circles: ${sets(closed)}; each set counts as one ballot`,
    `similar (85 %): ${sets(similar)}`,
    ...(steady.wanted === steady.groups
      ? []
      : [`the votes have suggested ${steady.wanted} groups for ${counted(steady.streak, 'computation')}`]),
  ].join('\n')
}

function describe(cli: CliContext, { report }: DatedReport): string {
  const scale = `${counted(report.votes, 'vote')}; ${counted(report.people, 'reader')} with at least ${report.leastVotes}`
  if (report.groups.length === 0) return `${scale}: no groups, ${WHY[report.noGroups ?? 'too-few-readers']}.`
  const rows = report.groups.map(({ name, people, share, representative }) => [
    name,
    people,
    percent(share),
    representative.map(({ id, vote }) => `${vote} ${id}`).join(', '),
  ])
  const table = cli.table(['group', 'readers', 'share', 'representative'], rows)
  return `${scale}: ${counted(report.groups.length, 'group')}, silhouette ${report.silhouette?.toFixed(2)}, ${counted(report.proposals.length, 'proposal')} with enough votes to be split.\n${describeCertainty(report)}\n\n${table}`
}

/** Adds `groups`. */
export function addGroupsCommand(parent: Command, cli: CliContext): void {
  const command = parent
    .command('groups')
    .description('Compute opinion groups now and replace the stored report')
    .argument('<consultation>', 'Slug')
    .action((slug: string) =>
      cli.withStore(command, async (store) => {
        const consultation = await findConsultation(store, slug)
        const reports = new OpinionGroupReports({
          databaseAddress: store.address,
          groups: store.opinionGroups,
          now: cli.runtime.now,
        })
        const dated = await reports.refresh(consultation)
        const accepted = await store.proposals.accepted(consultation.id)
        const document = presentOpinionGroups(dated, new Map(accepted.map(({ id, text }) => [id, text])))
        return { document, text: describe(cli, dated) }
      }),
    )
  addExample(command, 'groups territoires')
}
