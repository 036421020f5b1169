// What a test run tells `npm test`: how many passed, what failed, what was skipped and why, as JSON in TEST_REPORT.
import { writeFileSync } from 'node:fs'
import type { Reporter, TestCase, TestModule } from 'vitest/node'

export type Report = { passed: number; failed: Failure[]; skipped: Skipped[]; projects: string[] }
/** `error` is the error's class: "AssertionError" for an expectation that was not met. */
export type Failure = { name: string; why: string; file: string; error: string }
export type Skipped = { name: string; why: string }

export default class VitestReport implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, unhandled: ReadonlyArray<{ message: string }>) {
    const file = process.env.TEST_REPORT
    if (!file) throw new Error('TEST_REPORT must name the file to write the report to')
    const report: Report = { passed: 0, failed: [], skipped: [], projects: [] }
    for (const module of modules) {
      for (const error of module.errors()) {
        report.failed.push({ name: nameOf(module), ...reasonOf(error, module) })
      }
      for (const test of module.children.allTests()) add(test, module, report)
    }
    for (const error of unhandled) {
      report.failed.push({ name: 'an error outside any test', ...reasonOf(error) })
    }
    writeFileSync(file, JSON.stringify(report))
  }
}

function add(test: TestCase, module: TestModule, report: Report): void {
  const project = module.project.name
  if (!report.projects.includes(project)) report.projects.push(project)
  const name = `${nameOf(module)} › ${test.fullName}`
  const result = test.result()
  if (result.state === 'passed') report.passed++
  else if (result.state === 'failed') {
    report.failed.push({ name, ...reasonOf(result.errors[0], module) })
  } else if (result.state === 'skipped') {
    report.skipped.push({ name, why: result.note ?? 'no reason given' })
  } else report.failed.push({ name, ...reasonOf({ message: 'it never ended' }, module) })
}

function nameOf(module: TestModule): string {
  return `${module.project.name}: ${module.relativeModuleId}`
}

function reasonOf(error: { name?: string; message: string } | undefined, module?: TestModule) {
  const why = error?.message.split('\n', 1)[0] ?? 'no message'
  return { why, file: module?.relativeModuleId ?? '', error: error?.name ?? 'Error' }
}
