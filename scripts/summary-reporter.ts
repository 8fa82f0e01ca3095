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
 * that `-t` leaves out do not count.
 */
class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    let passed = 0
    let failed = unhandledErrors.length
    for (const module of modules) {
      failed += module.errors().length
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') passed += 1
        else if (state !== 'skipped' || isAskedFor(test)) failed += 1
      }
    }
    // Behind everything that other reporters print.
    process.once('exit', () => process.stdout.write(`\n${passed} passed, ${failed} failed\n`))
  }
}

export default SummaryReporter
