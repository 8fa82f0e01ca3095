import { z } from 'zod'
import { DEFAULT_SETTINGS, DENOMINATORS, LICENCES, SMALLEST_CROWD, TESTED_BY } from './constants.ts'

const { sequence, plebiscite, results } = DEFAULT_SETTINGS
const share = z.number().min(0).max(1)

export const sequenceSettings = z
  .strictObject({
    newShare: share
      .default(sequence.newShare)
      .describe(
        'Minimum share of the sequence for proposals with few votes; larger while there are many of them',
      ),
    testedFrom: z
      .int()
      .min(1)
      .max(1000)
      .default(sequence.testedFrom)
      .describe('With fewer votes a proposal counts as new'),
    testedUntil: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(sequence.testedUntil)
      .describe('With this many votes a proposal is known well enough, and leaves the sequences'),
    controversyShare: share
      .default(sequence.controversyShare)
      .describe('Share of the places for tested proposals that goes to controversies'),
    testedBy: z
      .enum(TESTED_BY)
      .default(sequence.testedBy)
      .describe(
        'How tested proposals are chosen: by their confidence (LUCB), by sampling (Thompson), evenly',
      ),
  })
  .refine(({ testedFrom, testedUntil }) => testedFrom < testedUntil, {
    path: ['testedUntil'],
    message: 'must be more than testedFrom',
  })

export const plebisciteSettings = z.strictObject({
  votes: z.int().min(1).default(plebiscite.votes),
  adhesion: share.default(plebiscite.adhesion),
  engagement: z.number().min(-3).max(2).default(plebiscite.engagement),
  denominator: z
    .enum(DENOMINATORS)
    .default(plebiscite.denominator)
    .describe(
      'Engagement is a rate of the votes that are not neutral (n − neutral + 1), with threshold 0.37, or of all votes (n + 1), for which about 0.33 is equivalent',
    ),
})

export const resultsSettings = z.strictObject({
  rankedFrom: z
    .int()
    .min(1)
    .max(100_000)
    .default(results.rankedFrom)
    .describe('A proposal with fewer votes is in no list of the results'),
  topSize: z.int().min(1).max(100).default(results.topSize).describe('Proposals in each list of the results'),
  splitVotes: z
    .int()
    .min(50)
    .max(100_000)
    .default(results.splitVotes)
    .describe('A proposal with fewer votes is never split by segment or group'),
  splitCell: z
    .int()
    .min(SMALLEST_CROWD)
    .max(10_000)
    .default(results.splitCell)
    .describe('Smallest number of people shown in a split'),
  licence: z.enum(LICENCES).default(results.licence).describe('Licence of the open data (SPDX identifier)'),
})

export const consultationSettings = z
  .strictObject({
    sequence: sequenceSettings.prefault({}),
    plebiscite: plebisciteSettings.prefault({}),
    results: resultsSettings.prefault({}),
  })
  .describe('Thresholds by which proposals are shown and ranked')
