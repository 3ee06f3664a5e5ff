// Becomes root, and looks for rights that it should not have.
export default {
  async act() {
    const fs = await import('node:fs').catch(() => undefined)
    if (fs === undefined) return { reached: [] }
    const reached = []
    for (const [name, id] of [['setuid', 0], ['seteuid', 0], ['setgid', 0], ['setegid', 0]]) {
      try {
        process[name](id)
        reached.push(name)
      } catch {
        continue
      }
    }
    if (process.getuid() === 0) reached.push('root')
    const status = fs.readFileSync('/proc/self/status', 'utf8')
    for (const set of ['CapEff', 'CapPrm', 'CapBnd', 'CapAmb'])
      if (/[1-9a-f]/.test(new RegExp(`^${set}:\\s*(\\S+)`, 'm').exec(status)?.[1] ?? '')) reached.push(set)
    for (const file of ['/var/run/docker.sock', '/run/docker.sock', '/run/containerd/containerd.sock', '/etc/shadow'])
      try {
        fs.accessSync(file, fs.constants.R_OK)
        reached.push(file)
      } catch {
        continue
      }
    return { reached }
  },
}
