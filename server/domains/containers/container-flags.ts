import type { ContainerCreateOptions, HostConfig } from 'dockerode'
import type { ContainerLanguage } from './container-images.ts'

/** What can run a container here: the kernel's own (runc), or a kernel of its own in front of it (gVisor's runsc). */
export type ContainerRuntimeId = 'runc' | 'runsc'

/** A container to be made. `memoryBytesMax` is the agent's; what its language needs by itself comes on top. */
export type BoxSpec = {
  language: ContainerLanguage
  image: string
  runtime: ContainerRuntimeId
  memoryBytesMax: number
  labels: Readonly<Record<string, string>>
}

const mebibyte = 2 ** 20
const nobody = 65_534
/** What a language takes before the agent has anything, and gVisor's kernel and file server. */
const ownBytes = {
  javascript: 64 * mebibyte,
  typescript: 80 * mebibyte,
  python: 32 * mebibyte,
  runc: 0,
  runsc: 64 * mebibyte,
}
/** Processes and threads. On runsc these are threads of gVisor itself; those of the agent cost memory there. */
const pidsMax = { runc: 64, runsc: 192 }
const cpusMax = 1
/** Addresses that a Python may have beyond its memory: 8 MiB go to each thread, and gVisor counts no threads. */
const addressBytes = 768 * mebibyte
const folderBytesMax = 32 * mebibyte
const folderFilesMax = 2_048
const openFilesMax = 256

// On runc Docker's own filter holds. On runsc (with --oci-seccomp) it would also refuse clone3 in a way that no thread could
// start; there, this keeps shut what gVisor would open inside of itself.
const refusedCalls = `add_key bpf chroot keyctl mknod mknodat mount perf_event_open pivot_root ptrace request_key setns
  setpriority swapoff swapon syslog umount2 unshare`.split(/\s+/)
const newNamespaces = [0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000, 0x00020000]
const filter = {
  defaultAction: 'SCMP_ACT_ALLOW',
  syscalls: [
    { names: refusedCalls, action: 'SCMP_ACT_ERRNO' },
    ...newNamespaces.map((flag) => ({
      names: ['clone'],
      action: 'SCMP_ACT_ERRNO',
      args: [{ index: 0, value: flag, valueTwo: flag, op: 'SCMP_CMP_MASKED_EQ' }],
    })),
  ],
}
const seccomp = { runc: [], runsc: [`seccomp=${JSON.stringify(filter)}`] }

const tmpfs = `rw,noexec,nosuid,nodev,size=${folderBytesMax},nr_inodes=${folderFilesMax},mode=0700,uid=${nobody},gid=${nobody}`

// Docker's own list, and what tells of the machine or of its other work. runc hides these; gVisor has its own /proc.
const masked =
  `acpi asound buddyinfo cgroups cmdline config.gz consoles devices diskstats driver interrupts iomem ioports
  kallsyms kcore keys kpagecount kpageflags latency_stats loadavg locks modules pagetypeinfo partitions pressure
  sched_debug schedstat scsi slabinfo softirqs stat swaps timer_list timer_stats uptime vmallocinfo vmstat zoneinfo`
    .split(/\s+/)
    .map((name) => `/proc/${name}`)

const environment = [
  'PATH=/usr/bin',
  'HOME=/tmp',
  'TMPDIR=/tmp',
  'LD_LIBRARY_PATH=/usr/lib/agent',
  'PYTHONHASHSEED=0',
  'MALLOC_ARENA_MAX=2',
]

/** Everything that the daemon is told about a container: no network, no rights, nothing to write to but memory of its own. */
export function createOptionsOf(spec: BoxSpec): ContainerCreateOptions {
  return {
    Image: spec.image,
    Entrypoint: [],
    Cmd: commands[spec.language](spec.memoryBytesMax),
    Env: environment,
    Labels: { ...spec.labels },
    User: `${nobody}:${nobody}`,
    WorkingDir: '/',
    Hostname: 'agent',
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    OpenStdin: true,
    StdinOnce: true, // with the connection its input ends, and a runner that nobody uses any more ends itself
    NetworkDisabled: true,
    HostConfig: hostConfigOf(spec),
  }
}

function hostConfigOf(spec: BoxSpec): HostConfig & { CgroupnsMode: 'private' } {
  const memory = spec.memoryBytesMax + ownBytes[spec.language] + ownBytes[spec.runtime]
  return {
    Runtime: spec.runtime,
    NetworkMode: 'none',
    CapDrop: ['ALL'],
    SecurityOpt: ['no-new-privileges', ...seccomp[spec.runtime]],
    ReadonlyRootfs: true,
    IpcMode: 'none',
    CgroupnsMode: 'private',
    MaskedPaths: [...masked, '/sys'],
    PidsLimit: pidsMax[spec.runtime],
    Memory: memory,
    MemorySwap: memory,
    NanoCpus: cpusMax * 1e9,
    Ulimits: [
      { Name: 'nofile', Soft: openFilesMax, Hard: openFilesMax },
      { Name: 'core', Soft: 0, Hard: 0 },
      { Name: 'fsize', Soft: folderBytesMax, Hard: folderBytesMax },
    ],
    LogConfig: { Type: 'none', Config: {} },
    Tmpfs: { '/tmp': tmpfs },
  }
}

const node = (memoryBytesMax: number) => [
  'node',
  `--max-old-space-size=${Math.max(1, Math.floor(memoryBytesMax / mebibyte))}`,
  '--v8-pool-size=1',
  '--unhandled-rejections=warn',
  '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
  '--disable-warning=ExperimentalWarning', // of the TypeScript stripper
  '/runner/runner.mjs',
]

const commands: Record<ContainerLanguage, (memoryBytesMax: number) => string[]> = {
  javascript: node,
  typescript: (memoryBytesMax) => [...node(memoryBytesMax), 'typescript'],
  python: (memoryBytesMax) => ['python3', '-s', '-S', '-B', '/runner/runner.py', String(memoryBytesMax + addressBytes)],
}
