// Reads secrets of its environment and opens what would change the machine, without writing to it.
const secrets = /token|secret|password|passwd|credential|private|database_url|redis_url|postgres/i
const knobs = [
  '/proc/sysrq-trigger',
  '/proc/sys/kernel/core_pattern',
  '/proc/sys/kernel/hostname',
  '/proc/sys/vm/drop_caches',
  '/dev/mem',
  '/dev/kmsg',
  '/dev/sda',
  '/sys/fs/cgroup/cgroup.procs',
  '/sys/fs/cgroup/memory.max',
  '/sys/fs/cgroup/pids.max',
  '/sys/fs/cgroup/memory/memory.limit_in_bytes',
  '/sys/kernel/uevent_helper',
]
export default {
  async act() {
    const fs = await import('node:fs').catch(() => undefined)
    if (fs === undefined) return { reached: [] }
    const reached = knobs.filter((file) => {
      try {
        fs.closeSync(fs.openSync(file, 'r+'))
        return true
      } catch {
        return false
      }
    })
    for (const pid of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        const names = fs.readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
        reached.push(...names.filter((name) => secrets.test(name)).map((name) => name.split('=')[0]))
        if (fs.readlinkSync(`/proc/${pid}/root`) !== '/') reached.push(`root of ${pid}`)
      } catch {
        continue
      }
    }
    return { reached }
  },
}
