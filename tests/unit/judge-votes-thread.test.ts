import { expect, it } from 'vitest'
import { judgeVotes } from '../../api/src/domain/trust-rules/judge-votes.ts'
import { TRUST_THRESHOLDS } from '../../api/src/domain/trust-rules/trust-rules.ts'
import { judgeInThread } from '../../api/src/jobs/judge-votes-thread.ts'
import { RotatingSalts } from '../../api/src/trust/network-numbers.ts'
import { SightingLog } from '../../api/src/trust/sighting-log.ts'
import { MINUTE, testRuntime } from '../support/runtime.ts'

const PROPOSALS = Array.from({ length: 18 }, (_, index) => `p${index}`)

it('A thread comes to the same judgement of votes as the process itself', async () => {
  const runtime = testRuntime()
  const log = new SightingLog(new RotatingSalts(runtime))
  for (let reader = 0; reader < 120; reader++) {
    const voter = Buffer.alloc(16)
    voter.writeUInt32LE(reader)
    const isFake = reader % 2 === 0
    log.add(
      {
        proposalId: isFake ? 'p3' : (PROPOSALS[reader % 18] as string),
        voter,
        vote: 'agree',
        network: isFake ? '198.51.100' : `192.0.${reader}`,
        draw: { id: 'd', at: 0, number: 0, proposals: PROPOSALS },
      },
      runtime.monotonic(),
    )
  }
  runtime.pass(5 * MINUTE)
  const sightings = log.sightings(runtime.monotonic())
  const steps = judgeVotes(sightings, { share: 1, spent: 0 }, TRUST_THRESHOLDS)
  let step = steps.next()
  while (!step.done) step = steps.next()
  expect(step.value.findings.length).toBeGreaterThan(0)
  expect(await judgeInThread(sightings, 0)).toEqual(step.value)
})
