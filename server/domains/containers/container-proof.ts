import { InfrastructureFault } from '#match/contract'
import type { Box } from './container-box.ts'
import type { ContainerLanguage } from './container-images.ts'
import { leaseBox } from './container-lease.ts'
import type { Program } from '#domain/sandbox'

const provingMsMax = 30_000
/** How much of its memory an agent takes to prove the limit: enough to be over it with all that comes on top. */
const times = 4

const balloons: Record<'javascript' | 'python', (bytes: number) => Program> = {
  javascript: (bytes) =>
    programOf(
      'javascript',
      'agent.js',
      `const kept = []
export default { act() { for (let took = 0; took < ${bytes}; took += 2 ** 22) kept.push(Buffer.alloc(2 ** 22, 1)) } }`,
    ),
  python: (bytes) =>
    programOf(
      'python',
      'agent.py',
      `kept = []
def act(state):
    for _ in range(${Math.ceil(bytes / 2 ** 22)}): kept.append(b'x' * 2 ** 22)`,
    ),
}

/**
 * Starts a container for each of these languages and lets an agent in it take more memory than it may. A runtime on which that goes well
 * keeps no limits, whatever it was told (runsc with --ignore-cgroups is one): then it throws. Gives the versions it saw.
 */
export async function proveLimits(
  languages: readonly ('javascript' | 'python')[],
  memoryBytesMax: number,
  start: (language: ContainerLanguage, memoryBytesMax: number) => Promise<Box>,
): Promise<string[]> {
  return Promise.all(
    languages.map(async (language) => {
      const box = await start(language, memoryBytesMax)
      return prove(box, balloons[language](times * memoryBytesMax + 2 ** 28), memoryBytesMax)
    }),
  )
}

async function prove(box: Box, program: Program, memoryBytesMax: number): Promise<string> {
  const lease = leaseBox(box, program, { memoryBytesMax, replyBytesMax: 1_000 }, box.end)
  const result = await lease.call('act', 'null', { msMax: provingMsMax, fuelMax: 0 }).finally(lease.release)
  if (result.status === 'fault' && result.verdict === 'memory') return box.version
  const seen = result.status === 'fault' ? `${result.verdict}: ${result.detail}` : 'it took all that it wanted'
  throw new InfrastructureFault(
    `${box.spec.runtime} does not keep an agent within its memory (${seen}); runsc must not have --ignore-cgroups`,
  )
}

function programOf(language: 'javascript' | 'python', main: string, source: string): Program {
  return { language, main, files: new Map([[main, Buffer.from(source)]]) }
}
