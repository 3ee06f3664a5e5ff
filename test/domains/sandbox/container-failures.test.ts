import { expect } from 'chai'
import { hostname } from 'node:os'
import { ensureImage, type ContainerRuntime } from '#domain/containers'
import { connectDocker } from '#platform/docker'
import {
  docker,
  openDockerProxy,
  ownContainers,
  skipWithoutDocker,
  startContainers,
  type DockerProxy,
} from '#test/support/docker'
import { until } from '#test/support/until'
import { acting, actOnce, failsForUs, inShort, leaseLimits, programOf, withLease } from './leases.ts'

const languages = ['javascript', 'typescript', 'python'] as const
const patient = { msMax: 8_000, fuelMax: 0 }
const endless = { msMax: 60_000, fuelMax: 0 }
const sane = programOf(acting('return 1'))
const looping = programOf(acting('for (;;);'))
const small = { memoryBytesMax: leaseLimits.memoryBytesMax }

describe('containers and Docker', function () {
  this.timeout(60_000)
  const started: ContainerRuntime[] = []

  before(async function () {
    await skipWithoutDocker(this, 'runc')
  })

  afterEach(() => Promise.all(started.splice(0).map((runtime) => runtime.stop())))

  async function start(options: Parameters<typeof startContainers>[0] = {}): Promise<ContainerRuntime> {
    const runtime = await startContainers({ ...small, languages: ['javascript'], ...options })
    started.push(runtime)
    return runtime
  }

  it('SB28 containers wait for each language, and are made again as they are taken', async () => {
    const runtime = await start({ languages, poolSize: 2 })
    const areFull = () => languages.every((language) => runtime.waiting(language) === 2)
    await until('the pool is full', areFull)
    const container = await docker.getContainer((await ownContainers())[0]!).inspect()
    expect(container.State.Running).to.equal(true)
    const leases = await Promise.all([1, 2, 3].map(() => runtime.lease(sane, leaseLimits)))
    for (const lease of leases) expect(inShort(await lease.call('act', '{}', patient))).to.equal('1')
    await until('the pool is full again', areFull)
    expect(await ownContainers()).to.have.length(9)
    await Promise.all(leases.map((lease) => lease.release()))
    await runtime.stop()
    expect(await ownContainers()).to.deep.equal([])
    await failsForUs(runtime.lease(sane, leaseLimits))
  })

  it('SB28 there are never more than containersMax, and who comes then waits; waiting ones give way', async () => {
    const runtime = await start({ languages: ['javascript', 'python'], containersMax: 2 })
    await until('both wait', () => runtime.waiting('javascript') + runtime.waiting('python') === 2)
    const first = await runtime.lease(sane, leaseLimits)
    const second = await runtime.lease(sane, leaseLimits)
    let isThird = false
    const third = runtime.lease(sane, leaseLimits).finally(() => (isThird = true))
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(isThird).to.equal(false)
    expect((await ownContainers()).length).to.be.at.most(2)
    await first.release()
    expect(inShort(await (await third).call('act', '{}', patient))).to.equal('1')
    await second.release()
  })

  it('SB28 another memory limit gets a container of its own', async () => {
    const runtime = await start({ poolSize: 0 })
    const balloon = programOf(acting('return Buffer.alloc(150e6, 1).length'))
    expect(inShort(await actOnce(runtime, balloon, { within: patient }))).to.equal('memory')
    const limits = { ...leaseLimits, memoryBytesMax: 256 * 2 ** 20 }
    expect(inShort(await actOnce(runtime, balloon, { within: patient, limits }))).to.equal('150000000')
  })

  it('SB27 a container that is killed or removed from outside is no fault of its agent', async () => {
    const runtime = await start({ poolSize: 0 })
    for (const end of ['kill', 'stop', 'remove'] as const)
      await withLease(runtime, looping, async (lease) => {
        const failing = failsForUs(lease.call('act', '{}', endless))
        const container = docker.getContainer((await ownContainers())[0]!)
        await (end === 'kill'
          ? container.kill()
          : end === 'stop'
            ? container.stop({ t: 0 })
            : container.remove({ force: true }))
        await failing
        expect(lease.isAlive()).to.equal(false)
      })
  })

  describe('with a Docker that goes away', () => {
    let proxy: DockerProxy
    beforeEach(async () => (proxy = await openDockerProxy()))
    afterEach(() => proxy.close())

    it('SB27 in the middle of a call, the match is played again, and it goes on when Docker is back', async () => {
      const runtime = await start({ docker: proxy.docker })
      await until('one waits', () => runtime.waiting('javascript') === 1)
      const lease = await runtime.lease(looping, leaseLimits)
      const failing = failsForUs(lease.call('act', '{}', endless))
      await new Promise((resolve) => setTimeout(resolve, 200))
      proxy.cut()
      await failing
      await failsForUs(runtime.lease(sane, leaseLimits))
      await lease.release()
      await proxy.restore()
      await until(
        'it works again',
        () => actOnce(runtime, sane, { within: patient }).then(inShort, () => undefined),
        20_000,
      )
      await Promise.allSettled((await ownContainers()).map((id) => docker.getContainer(id).remove({ force: true })))
    })

    it('SB27 between two calls too', async () => {
      const runtime = await start({ docker: proxy.docker, poolSize: 0 })
      const lease = await runtime.lease(sane, leaseLimits)
      expect(inShort(await lease.call('act', '{}', patient))).to.equal('1')
      proxy.cut()
      await proxy.restore()
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      await failsForUs(lease.call('act', '{}', patient))
    })
  })

  it('SB27 what is missing is said: Docker, the runtime, the image', async () => {
    const missing = [
      [{ docker: connectDocker('unix:///nowhere/docker.sock') }, /Docker does not answer/],
      [{ docker: connectDocker('tcp://127.0.0.1:1') }, /Docker does not answer/],
      [{ id: 'none' as 'runc' }, /no runtime none/],
      [{ images: { named: { node: 'ai-village/none:1' } } }, /image ai-village\/none:1 is not there/],
      [{ languages: ['python'], images: { pythonCommand: '/nowhere/python3' } }, /no image for python: .*nowhere/],
    ] as const
    for (const [options, reason] of missing) {
      const failed = await startContainers({ languages: ['javascript'], ...options }).then(
        () => 'started',
        (error: Error) => error.message,
      )
      expect(failed).to.match(reason)
    }
  })

  it('SB27 an image that does not start, or has no runner, is said to be so', async () => {
    const { image } = (await ensureImage(docker, 'python')) as { image: string }
    const failing = startContainers({ languages: ['javascript'], images: { named: { node: image } } })
    const failed = await failing.then(
      () => 'started',
      (error: Error) => error.message,
    )
    expect(failed).to.match(/no container of ai-village\/agent-python:\S+ on runc: .*"node"/)
    await until('nothing is left', async () => (await ownContainers()).length === 0)
  })

  it('SB29 what a dead process left is removed by the next runtime, and what a living one has is not', async () => {
    const { image } = (await ensureImage(docker, 'node')) as { image: string }
    const living = await start()
    await until('one waits', () => living.waiting('javascript') === 1)
    const [own] = await ownContainers()
    const { Labels: labels } = (await docker.getContainer(own!).inspect()).Config
    expect(labels['ai-village.owner']).to.match(new RegExp(`^${hostname()} ${process.pid} \\d+$`))
    const owners = {
      dead: `${hostname()} 4194304 1`,
      renumbered: `${hostname()} ${process.pid} 1`,
      foreign: 'elsewhere 1 1',
    }
    const made: Record<string, string> = {}
    for (const [what, owner] of Object.entries(owners)) {
      const Labels = { 'ai-village.sandbox': 'test', 'ai-village.owner': owner }
      const options = { Image: image, Cmd: ['node', '-e', 'for(;;);'], Env: ['LD_LIBRARY_PATH=/usr/lib/agent'], Labels }
      made[what] = (await docker.createContainer({ ...options, HostConfig: { NetworkMode: 'none' } })).id
    }
    await docker.getContainer(made.dead!).start()
    await start()
    const left = await docker.listContainers({ all: true, filters: JSON.stringify({ label: ['ai-village.sandbox'] }) })
    const ids = left.map(({ Id }) => Id)
    expect(ids)
      .to.include(own)
      .and.to.include(made.foreign)
      .and.not.to.include(made.dead)
      .and.not.to.include(made.renumbered)
    await docker.getContainer(made.foreign!).remove({ force: true })
  })

  it('SB22 a runtime that keeps no limit refuses to be made', async () => {
    const limitless = connectDocker()
    const create = limitless.createContainer.bind(limitless)
    limitless.createContainer = (options) => {
      Object.assign(options.HostConfig!, { Memory: 2 ** 33, MemorySwap: 2 ** 33 })
      return create(options)
    }
    const failed = await startContainers({ ...small, docker: limitless, languages: ['javascript'] }).then(
      () => 'started',
      (error: Error) => error.message,
    )
    expect(failed).to.match(/does not keep an agent within its memory/)
  })

  it('SB30 images are made when they are missing, and are the same again', async function () {
    this.timeout(120_000)
    for (const kind of ['node', 'python'] as const) {
      const { image } = (await ensureImage(docker, kind)) as { image: string }
      const before = await docker.getImage(image).inspect()
      expect(before.RootFS.Layers).to.have.length(1)
      const copy = `${image}-kept`
      await docker.getImage(image).tag({ repo: copy.split(':')[0]!, tag: copy.split(':')[1]! })
      await docker.getImage(image).remove()
      expect(await ensureImage(docker, kind)).to.deep.equal({ status: 'ready', image })
      expect((await docker.getImage(image).inspect()).RootFS.Layers).to.deep.equal(before.RootFS.Layers)
      await docker.getImage(copy).remove({ force: true })
    }
  })
})
