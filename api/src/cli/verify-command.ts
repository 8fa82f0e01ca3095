import type { Command } from 'commander'
import { findConsultation } from '../administration/consultations.ts'
import {
  hasIntegrityFaults,
  type IntegrityVerification,
  type VotesFinding,
  verifyIntegrity,
} from '../administration/verify-integrity.ts'
import { type Verification, verifyTallies } from '../administration/verify-tallies.ts'
import type { CliContext } from './cli-context.ts'
import { addExample, counted } from './wording.ts'

function describe(cli: CliContext, verification: Verification, missingActs: number): string {
  const { consultations, proposals, votes, differences, damaged, unreadable } = verification
  const scale = `${counted(votes, 'vote')} on ${counted(proposals, 'proposal')} of ${counted(consultations, 'consultation')}`
  const parts: string[] = []
  if (unreadable !== null) parts.push(`the file cannot be read on: ${unreadable}. See unisson check.`)
  if (damaged.length > 0) {
    const rows = damaged.map(({ proposal, voter }) => [proposal, voter])
    parts.push(
      `${counted(damaged.length, 'vote')} not as written.\n\n${cli.table(['proposal', 'voter'], rows)}`,
    )
  }
  if (differences.length > 0) {
    const rows = differences.map(({ consultation, proposal, segment, cohort, key, stored, counted }) =>
      [consultation, proposal, segment ?? 'all', cohort ?? 'counted', key].concat(`${stored}`, `${counted}`),
    )
    const table = cli.table(
      ['consultation', 'proposal', 'segment', 'cohort', 'count', 'stored', 'counted'],
      rows,
    )
    parts.push(`${counted(differences.length, 'count')} differ from the votes.\n\n${table}`)
  }
  if (missingActs > 0) parts.push(`${counted(missingActs, 'entry', 'entries')} of the audit log missing.`)
  return `${scale}: ${parts.length === 0 ? 'the tallies are right.' : parts.join('\n')}`
}

const VOTES_FOUND: Readonly<Record<VotesFinding, string>> = {
  same: 'the votes match the last root',
  newer: 'votes were added since the last root, while voting is open',
  changed: 'THE VOTES DIFFER FROM THE LAST ROOT, although voting has ended',
  unknown: 'there is no root yet',
}

const CHAIN_FAULTS: Readonly<Record<IntegrityVerification['chain'][number]['fault'], string>> = {
  changed: 'is not the hash of its parts',
  broken: 'does not name the root before it',
  missing: 'follows a root that is missing',
}

/** What the chain of one consultation says, a line each. */
function describeChain(found: IntegrityVerification): string {
  const { consultation, roots, last, rows, votes } = found
  const lines = [
    `${consultation}: ${counted(roots, 'root')}, ${counted(rows, 'stored vote')}; ${VOTES_FOUND[votes]}.`,
  ]
  if (last) lines.push(`last root ${last.root}, number ${last.number} of ${last.day}, ${last.state}`)
  for (const { number, fault } of found.chain)
    lines.push(`ROOT ${number} ${CHAIN_FAULTS[fault].toUpperCase()}`)
  for (const number of found.changedAudit) lines.push(`THE AUDIT LOG UP TO ROOT ${number} WAS CHANGED LATER`)
  for (const { cohort, class: is, logged } of found.unlogged)
    lines.push(`THE COHORT ${cohort} IS ${is}; BY THE AUDIT LOG IT SHOULD BE ${logged}`)
  for (const number of found.changedAfterEnd)
    lines.push(
      `after the end of votes, root ${number} has other votes than the root before: readers had their votes erased`,
    )
  return lines.join('\n  ')
}

/** Adds `verify`, which reads every vote again. */
export function addVerifyCommand(parent: Command, cli: CliContext): void {
  const command = parent
    .command('verify')
    .description('Check all votes, tallies and the audit log; exits with 1 if something is wrong')
    .argument('[consultation]', 'Slug; default: all consultations')
    .option('--report', 'Also compare votes, decisions and the audit log with the chain of integrity roots')
    .action((slug: string | undefined, { report = false }: { report?: boolean }) =>
      cli.withStore(command, async (store) => {
        const consultation = slug === undefined ? undefined : await findConsultation(store, slug)
        const verification = await verifyTallies(store, consultation)
        const missingActs = await store.audit.missing()
        const integrity: IntegrityVerification[] = []
        if (report)
          for (const one of consultation ? [consultation] : await store.consultations.all())
            integrity.push(await verifyIntegrity(store, one))
        return {
          document: {
            ...verification,
            ...(missingActs > 0 ? { missingActs } : {}),
            ...(report ? { integrity } : {}),
          },
          text: [describe(cli, verification, missingActs), ...integrity.map(describeChain)].join('\n'),
          isFailure:
            verification.differences.length + verification.damaged.length > 0 ||
            verification.unreadable !== null ||
            missingActs > 0 ||
            integrity.some(hasIntegrityFaults),
        }
      }),
    )
  addExample(command, 'verify territoires --report')
}
