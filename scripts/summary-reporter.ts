import type { Reporter, TestCase, TestModule } from 'vitest/node'

/** The words that `-t` looks through: the names of the test and of all around it. */
function wordsOf({ name, parent }: TestCase): string {
  const names = [name]
  for (let around = parent; around.type === 'suite'; around = around.parent) names.unshift(around.name)
  return names.join(' ')
}

const isAskedFor = (test: TestCase): boolean =>
  test.project.config.testNamePattern?.test(wordsOf(test)) ?? true

/**
 * Ends a test run with one line that a person and a machine can read. Skipped tests count as failed: none may be. Those
 * that `-t` leaves out do not count. Above it stand the tests that passed only when they were tried again: each hides a
 * race, in the test or in what it tests.
 */
class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    let passed = 0
    let failed = unhandledErrors.length
    const triedAgain: string[] = []
    for (const module of modules) {
      failed += module.errors().length
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (test.diagnostic()?.flaky) triedAgain.push(`  ${module.project.name} ${wordsOf(test)}\n`)
        if (state === 'passed') passed += 1
        else if (state !== 'skipped' || isAskedFor(test)) failed += 1
      }
    }
    const notice = triedAgain.length > 0 ? `\nPassed at the second try:\n${triedAgain.join('')}` : ''
    // Behind everything that other reporters print.
    process.once('exit', () => process.stdout.write(`${notice}\n${passed} passed, ${failed} failed\n`))
  }
}

export default SummaryReporter
