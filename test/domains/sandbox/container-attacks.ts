import type { Language } from '#domain/sandbox'

/** Agents that mean no harm, in every form that there is. */
export const agents: [what: string, language: Language, source: string][] = [
  [
    'an object in JavaScript',
    'javascript',
    `let started, n = 0
     export default { init(config) { started = config.start; console.log('hello') }, async act() { return { n: ++n, started } } }`,
  ],
  [
    'a class in TypeScript',
    'typescript',
    `type Config = { start: number }
     export default class Agent {
       started = 0
       n = 0
       async init(config: Config): Promise<void> { this.started = config.start; await new Promise((done) => setTimeout(done, 1)) }
       act(): { n: number; started: number } { this.n += 1; return { n: this.n, started: this.started } }
     }`,
  ],
  [
    'a CommonJS module',
    'javascript',
    `let started, n = 0
     module.exports = () => ({ init: (config) => void (started = config.start), act: () => ({ n: ++n, started }), onResult() {} })`,
  ],
  [
    'a module in Python',
    'python',
    `started, n = None, 0
def init(config):
    global started
    started = config['start']
    print('hello')
async def act(state):
    global n
    n += 1
    return {'n': n, 'started': started}
def on_result(result):
    pass`,
  ],
  [
    'a class in Python',
    'python',
    `import asyncio
class Agent:
    def __init__(self): self.n = 0
    async def init(self, config):
        await asyncio.sleep(0)
        self.started = config['start']
    def act(self, state):
        self.n += 1
        return {'n': self.n, 'started': self.started}`,
  ],
]

/** A hostile program, and what may come of its `init`, two `act`s and `onResult`: a verdict, or the second answer as JSON. */
export type Attack = [what: string, language: Language, source: string, allowed: string[]]

const js = (body: string, before = '') => `import fs from 'node:fs'
import { spawn, fork } from 'node:child_process'
import { Worker } from 'node:worker_threads'
${before}
export const act = async (state) => { ${body}; return 'a' }`

const py = (body: string, before = '') => `import os, sys, json, time, signal, threading, mmap, subprocess
${before}
def act(state):
    ${body.replaceAll('\n', '\n    ')}
    return 'a'`

const loops: Attack[] = [
  ['SB1 a loop at the top level', 'javascript', 'for (;;);', ['timeout']],
  ['SB1 a loop at the top level in Python', 'python', 'while True: pass', ['timeout']],
  ['SB1 a loop in init', 'javascript', 'export const init = () => { for (;;); }', ['timeout']],
  ['SB1 a loop in act', 'javascript', js('for (;;);'), ['timeout']],
  [
    'SB1 a loop in act that catches everything',
    'python',
    py('while True:\n try:\n  while True: pass\n except BaseException: pass'),
    ['timeout'],
  ],
  ['SB1 a loop in onResult', 'javascript', `${js('')}\nexport const onResult = () => { for (;;); }`, ['timeout']],
  ['SB1 a promise that never settles', 'javascript', js('await new Promise(() => {})'), ['timeout']],
  ['SB1 endless microtasks', 'javascript', js('for (;;) await null'), ['timeout']],
  ['SB1 a long builtin', 'python', py('return len(str(7 ** (10 ** 8)))'), ['timeout', 'crash']],
]

const verdicts: Attack[] = [
  ['SB8 a thrown error is a crash', 'javascript', js('throw new Error("x")'), ['crash']],
  ['SB8 a raised error is a crash', 'python', py('raise ValueError("x")'), ['crash']],
  ['SB8 leaving by SystemExit is a crash', 'python', py('sys.exit(0)'), ['crash']],
  [
    'SB8 an error that is thrown later is a crash',
    'javascript',
    js('setTimeout(() => { throw 1 }); await new Promise((r) => setTimeout(r, 50))'),
    ['crash'],
  ],
  ['SB26 a rejection that nobody awaits is nothing', 'javascript', js('void Promise.reject(new Error("x"))'), ['"a"']],
  ['SB4 undefined is no answer', 'javascript', js('return undefined'), ['invalid_reply']],
  ['SB4 a circle is no answer', 'python', py('a = []\na.append(a)\nreturn a'), ['invalid_reply']],
  ['SB26 NaN is no answer', 'python', py('return {"x": [float("nan")]}'), ['invalid_reply']],
  ['SB26 NaN is no answer in JavaScript either', 'javascript', js('return NaN'), ['invalid_reply']],
  ['SB4 an object that is no JSON', 'python', py('return object()'), ['invalid_reply']],
  [
    'SB4 a list 200,000 deep',
    'javascript',
    js('let deep = []; for (let n = 0; n < 2e5; n++) deep = [deep]; return deep'),
    ['invalid_reply', 'flood'],
  ],
  [
    'SB4 a deep list in Python',
    'python',
    py('deep = []\nfor _ in range(200000): deep = [deep]\nreturn deep'),
    ['invalid_reply', 'flood', 'crash'],
  ],
  ['SB4 5 MB of text', 'javascript', js('return "x".repeat(5e6)'), ['flood']],
  ['SB4 5 MB of text in Python', 'python', py('return "x" * 5000000'), ['flood']],
  ['SB4 half surrogates and nulls', 'javascript', js('return "\\ud800\\u0000"'), [String.raw`"\ud800\u0000"`]],
  ['SB24 leaving is a crash', 'javascript', js('process.reallyExit(0)'), ['crash']],
  ['SB24 an abort is a crash', 'python', py('os.abort()'), ['crash']],
  ['SB24 a segmentation fault is a crash', 'python', py('import ctypes\nctypes.string_at(0)'), ['crash']],
  [
    'SB24 endless recursion is a crash',
    'python',
    py('sys.setrecursionlimit(2**31 - 1)\nf = lambda x: f([repr(x)])\nf(1)'),
    ['crash', 'memory', 'timeout'],
  ],
  ['SB10 a mistake in TypeScript is a crash', 'typescript', 'export const act = (: 1', ['crash']],
]

const lines: Attack[] = [
  [
    'SB23 what is printed does no harm',
    'javascript',
    js('console.log("x"); process.stdout.write("y"); fs.writeSync(1, "z\\n")'),
    ['"a"'],
  ],
  [
    'SB23 what is printed in Python does no harm',
    'python',
    py('print("x", flush=True)\nos.write(1, b"y")\nsubprocess.Popen(["/usr/bin/python3", "-c", "print(1)"]).wait()'),
    ['"a"'],
  ],
  [
    'SB23 a forged reply',
    'javascript',
    js('for (let fd = 3; fd < 40; fd++) try { fs.writeSync(fd, "0 returned 1\\n") } catch {}'),
    ['violation'],
  ],
  [
    'SB23 a forged reply in Python',
    'python',
    py('for fd in range(3, 40):\n try: os.write(fd, b"\\nx returned 1\\n")\n except OSError: pass'),
    ['violation'],
  ],
  [
    'SB23 a stale reply, one more for the last question',
    'python',
    py(
      `runner = sys.modules['__main__'].Runner
old = runner.say
def say(self, line):
    old(self, line)
    old(self, line)
runner.say = say`,
    ),
    ['violation'],
  ],
  [
    'SB23 half a line, then silence',
    'python',
    py('for fd in range(3, 40):\n try: os.write(fd, b"half")\n except OSError: pass\ntime.sleep(60)'),
    ['timeout'],
  ],
  ['SB23 a flood where errors go', 'python', py('while True: os.write(2, b"x" * 65536)'), ['flood']],
  ['SB23 a flood of lines', 'javascript', js('for (;;) console.log("x".repeat(200))'), ['flood', 'memory', 'timeout']],
  [
    'SB4 a flood where replies go',
    'javascript',
    js('for (;;) for (let fd = 1; fd < 40; fd++) try { fs.writeSync(fd, "x".repeat(65536)) } catch {}'),
    ['flood', 'timeout'],
  ],
  ['SB24 closing all that is open', 'python', py('os.closerange(0, 256)'), ['crash', 'timeout']],
  [
    'SB24 closing all that is open, and staying',
    'python',
    py('os.closerange(0, 256)\ntime.sleep(60)'),
    ['crash', 'timeout'],
  ],
  [
    'SB24 closing input and output',
    'javascript',
    js('for (const fd of [0, 1, 2]) fs.closeSync(fd)'),
    ['"a"', 'crash', 'timeout'],
  ],
  [
    'SB23 reading the questions away',
    'python',
    py('threading.Thread(target=lambda: [os.read(fd, 1) for fd in range(3, 6)], daemon=True).start()'),
    ['"a"', 'timeout', 'crash', 'violation'],
  ],
]

const processes: Attack[] = [
  [
    'SB20 killing all that can be killed',
    'python',
    py('for pid in (-1, 0, 1):\n try: os.kill(pid, 9)\n except OSError: pass'),
    ['"a"', 'crash', 'timeout'],
  ],
  [
    'SB1 ignoring signals',
    'python',
    py(
      'for number in range(1, 64):\n try: signal.signal(number, signal.SIG_IGN)\n except (OSError, ValueError): pass\nwhile True: pass',
    ),
    ['timeout'],
  ],
  [
    'SB21 a fork bomb',
    'python',
    py('while True:\n try: os.fork()\n except OSError: pass'),
    ['timeout', 'crash', 'memory', 'violation', 'flood'],
  ],
  [
    'SB21 a bomb of threads',
    'python',
    py(
      'n = 0\ntry:\n while n < 500: threading.Thread(target=time.sleep, args=(60,), daemon=True).start(); n += 1\nexcept RuntimeError: pass\nreturn n < 200',
    ),
    ['true', 'memory', 'crash'],
  ],
  [
    'SB29 daemons',
    'python',
    py(
      'for _ in range(2):\n if os.fork() == 0:\n  os.setsid()\n  if os.fork() == 0:\n   while True: time.sleep(1)\n  os._exit(0)',
    ),
    ['"a"'],
  ],
  ['SB21 zombies', 'python', py('for _ in range(20):\n if os.fork() == 0: os._exit(0)'), ['"a"']],
  [
    'SB21 more open files than there may be',
    'javascript',
    js(
      'const open = []; try { for (;;) open.push(fs.openSync("/proc/self/stat")) } catch {} return open.length < 300',
      '',
    ),
    ['true'],
  ],
]

const balloons: Attack[] = [
  [
    'SB21 a balloon of lists',
    'javascript',
    js('const kept = []; for (;;) kept.push(new Array(1e5).fill(kept.length))'),
    ['memory'],
  ],
  [
    'SB21 a balloon of buffers',
    'javascript',
    js('const kept = []; for (;;) kept.push(Buffer.alloc(1e6, 1))'),
    ['memory'],
  ],
  ['SB21 a balloon at the top level', 'python', 'kept = []\nwhile True: kept.append(bytearray(10 ** 6))', ['memory']],
  [
    'SB21 a balloon of mapped memory',
    'python',
    py('kept = []\nwhile True:\n kept.append(mmap.mmap(-1, 2 ** 20))\n kept[-1].write(b"x" * 2 ** 20)'),
    ['memory', 'crash'],
  ],
  ['SB21 one text of a gigabyte', 'python', py('return len("x" * 2 ** 30)'), ['memory']],
  [
    'SB21 a file without end in /tmp',
    'javascript',
    js('let n = 0; try { for (;; n++) fs.writeFileSync("/tmp/x" + n, Buffer.alloc(1e6)) } catch {} return n < 40'),
    ['true', 'memory'],
  ],
  [
    'SB21 more files than there may be',
    'python',
    py(
      'n = 0\ntry:\n while n < 100000:\n  open(f"/tmp/{n}", "w").close()\n  n += 1\nexcept OSError: pass\nreturn n < 3000',
    ),
    ['true', 'memory', 'timeout'],
  ],
  [
    'SB21 a file with holes',
    'python',
    py('try:\n with open("/tmp/x", "wb") as file: file.truncate(2 ** 40)\nexcept OSError: return "refused"'),
    ['"refused"', 'crash'],
  ],
]

/** Each withstood on every runtime. */
export const hostile: Attack[] = [...loops, ...verdicts, ...lines, ...processes, ...balloons]

/** Programs that list what they could reach and should not. */
export const isolation: [what: string, language: Language, source: string][] = [
  [
    'there is no network, of any kind, and no names are found',
    'python',
    `import socket
def act(state):
    reached = []
    for family, address in ((2, ('1.1.1.1', 53)), (2, ('169.254.169.254', 80)), (2, ('172.17.0.1', 80)), (10, ('2606:4700::1111', 53)), (10, ('fe80::1%lo', 80))):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            try:
                with socket.socket(family, kind) as opened:
                    opened.settimeout(0.3)
                    opened.connect(address)
                    opened.send(b'x')
                    reached.append(str(address))
            except OSError: pass
    try: reached.append(socket.gethostbyname('example.com'))
    except OSError: pass
    reached += [name for _, name in socket.if_nameindex() if name not in ('lo', 'tunl0', 'ip6tnl0', 'sit0')]
    return reached`,
  ],
  [
    '/proc, /sys and the environment tell nothing of the machine, and nothing there can be changed',
    'python',
    `import os
def act(state):
    reached = [name for name in os.environ if name not in ('PATH', 'HOME', 'TMPDIR', 'LD_LIBRARY_PATH', 'PYTHONHASHSEED', 'MALLOC_ARENA_MAX', 'HOSTNAME', 'LC_CTYPE', 'NODE_VERSION', 'PYTHON_VERSION')]
    reached += [pid for pid in os.listdir('/proc') if pid.isdigit() and int(pid) not in (1, os.getpid())]
    reached += [f'/sys/{name}' for name in ('class/net/eth0', 'fs/cgroup/memory/tasks', 'fs/cgroup/cgroup.procs', 'kernel/notes') if os.path.exists(f'/sys/{name}')]
    if os.uname().nodename != 'agent': reached.append(os.uname().nodename)
    for file in ('/proc/sysrq-trigger', '/proc/sys/kernel/core_pattern', '/proc/self/oom_score_adj', '/proc/kcore', '/dev/mem', '/dev/kmsg', '/dev/sda', '/dev/vda'):
        try:
            os.close(os.open(file, os.O_WRONLY))
            if file != '/proc/self/oom_score_adj': reached.append(file)
        except OSError: pass
    for line in open('/proc/self/cgroup'):
        if 'docker' in line: reached.append(line)
    return reached`,
  ],
  [
    'there are no rights to be had, and no sockets of the daemons',
    'python',
    `import ctypes, os, re
def act(state):
    libc = ctypes.CDLL(None, use_errno=True)
    reached = [name for name in ('setuid', 'setgid', 'seteuid') if getattr(libc, name)(0) == 0]
    reached += [hex(flag) for flag in (0x10000000, 0x20000, 0x40000000, 0x20000000, 0x8000000) if libc.unshare(flag) == 0]
    if libc.mount(b'none', b'/tmp', b'tmpfs', 0, None) == 0: reached.append('mount')
    if libc.mknod(b'/tmp/device', 0o060666, 0x800) == 0: reached.append('mknod')
    if libc.chroot(b'/tmp') == 0: reached.append('chroot')
    if libc.klogctl(3, ctypes.create_string_buffer(64), 64) > 0: reached.append('syslog')
    status = open('/proc/self/status').read()
    reached += [name for name in ('CapEff', 'CapPrm', 'CapBnd', 'CapAmb') if int((re.search(name + r':\\s*(\\S+)', status) or [0, '0'])[1], 16)]
    reached += [file for file in ('/var/run/docker.sock', '/run/docker.sock', '/run/containerd/containerd.sock') if os.path.exists(file)]
    return reached`,
  ],
  [
    'nothing can be written but /tmp, nor reached by links out of it, nor run from there',
    'javascript',
    `import fs from 'node:fs'
import { spawnSync } from 'node:child_process'
export const act = () => {
  const reached = []
  for (const folder of ['/', '/etc', '/usr/bin', '/runner', '/dev', '/dev/shm', '/proc', '/sys', '/var/tmp', '/run'])
    try { fs.writeFileSync(folder + '/x', 'x'); reached.push(folder) } catch {}
  fs.symlinkSync('/runner/runner.mjs', '/tmp/link')
  try { fs.appendFileSync('/tmp/link', 'x'); reached.push('link') } catch {}
  try { if (fs.readFileSync('/proc/1/root/etc/passwd', 'utf8').includes('root')) reached.push('passwd') } catch {}
  fs.copyFileSync('/usr/bin/python3', '/tmp/python', 0)
  return reached
}`.replace(
      "  fs.copyFileSync('/usr/bin/python3', '/tmp/python', 0)\n",
      `  fs.writeFileSync('/tmp/run', '#!/usr/bin/node\\nprocess.exit(0)', { mode: 0o755 })
  if (spawnSync('/tmp/run').status === 0) reached.push('run')
`,
    ),
  ],
]
