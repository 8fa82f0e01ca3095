import { expect, it } from 'vitest'
import { holdMarks } from '../../api/src/domain/text/held-marks.ts'

it.each([
  ['Comment mieux vivre ?', 'Comment mieux vivre\u00a0?'],
  [
    'Deux choses : « oui » ou « non » ; pas plus !',
    'Deux choses\u00a0: «\u00a0oui\u00a0» ou «\u00a0non\u00a0»\u00a0; pas plus\u00a0!',
  ],
  ['Comment mieux vivre\u202f?', 'Comment mieux vivre\u202f?'],
  ['How can we live better?', 'How can we live better?'],
  ['« Où ?! »', '«\u00a0Où\u00a0?!\u00a0»'],
])('A mark of %s does not begin a line', (written, shown) => {
  expect(holdMarks(written)).toBe(shown)
  expect(holdMarks(shown)).toBe(shown)
})
