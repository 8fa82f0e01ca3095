import { describe, expect, it } from 'vitest'
import { commitFault } from '../../api/src/store/postgres/faults.ts'

const fault = (more: object) => Object.assign(new Error('it failed'), more)

describe('The error of a commit', () => {
  it('is final where the server says it, and goes on', () => {
    const refused = fault({ severity: 'ERROR', code: '40001' })
    expect(commitFault(refused)).toBe(refused)
  })

  it.each([
    ['the connection broke', { code: 'ECONNRESET' }],
    ['the connection broke in a way that nobody thought of', { code: 'ERR_SSL_BAD_DECRYPT' }],
    ['the server stops', { severity: 'FATAL', code: '57P01' }],
    ['the database does not know it itself', { severity: 'ERROR', code: '40003' }],
  ])('leaves in doubt what became of it where %s', (_, more) => {
    expect(commitFault(fault(more))).toMatchObject({ isOutcomeUnknown: true })
  })
})
