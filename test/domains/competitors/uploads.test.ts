import { expect } from 'chai'
import { existsSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { gzipSync } from 'node:zlib'
import { limits } from '#kernel/limits'
import type { PushInput } from '#messages/competitors'
import { makeTar, makeTarGz, makeZip, pushed, tarHeader, type TestEntry, type ZipEntry } from '#test/support/archives'
import { openTestCompetitors, type TestCompetitors } from '#test/support/competitors'

const agentFile = { path: 'agent.js', content: 'export default {}' }
const mebibyte = 1024 * 1024
const wasm = Buffer.from('0061736d01000000', 'hex')
const end = Buffer.alloc(1_024)

describe('uploads', () => {
  let town: TestCompetitors

  before(async () => {
    town = await openTestCompetitors()
  })
  after(() => town.close())

  describe('hostile entries, in a tar', () => {
    const table: [string, TestEntry[], RegExp][] = [
      ['a symbolic link', [agentFile, { path: 'x', type: 'symlink', to: '/etc/passwd' }], /no links.*"x"/],
      ['a symbolic link as the main file', [{ path: 'agent.js', type: 'symlink', to: '/etc/passwd' }], /no links/],
      [
        'a symbolic link and a file behind it',
        [{ path: 'a', type: 'symlink', to: '/tmp' }, { path: 'a/b' }],
        /no links/,
      ],
      ['a hard link', [agentFile, { path: 'x', type: 'link', to: 'agent.js' }], /no links/],
      ['a character device', [agentFile, { path: 'x', type: 'character-device' }], /files and folders only/],
      ['a block device', [agentFile, { path: 'x', type: 'block-device' }], /files and folders only/],
      ['a pipe', [agentFile, { path: 'x', type: 'fifo' }], /files and folders only/],
      ['an absolute path', [agentFile, { path: '/etc/cron.d/x' }], /relative path.*"\/etc/],
      ['a path of another drive', [agentFile, { path: 'C:/x' }], /relative path/],
      ['a path upwards', [agentFile, { path: '../x' }], /plain path.*"\.\.\/x"/],
      ['a path upwards at last', [agentFile, { path: 'a/..' }], /plain path/],
      ['a path upwards in between', [agentFile, { path: 'a/../../x' }], /plain path/],
      ['a path upwards out of what is left out', [agentFile, { path: '.git/../../x' }], /plain path/],
      ['a path upwards after a dot', [agentFile, { path: './../x' }], /plain path/],
      ['a dot in a path', [agentFile, { path: 'a/./x' }], /plain path/],
      ['an empty name in a path', [agentFile, { path: 'a//x' }], /plain path/],
      ['a blank name', [agentFile, { path: 'a/ ' }], /plain path/],
      ['a backslash', [agentFile, { path: 'a\\..\\x' }], /slashes instead of backslashes/],
      ['a line feed in a path', [agentFile, { path: 'a\nb' }], /no control characters.*"a\?b"/],
      ['an escape in a path', [agentFile, { path: '\u001b[2J' }], /no control characters/],
      ['an override in a path', [agentFile, { path: 'a\u202eb' }], /no control characters/],
      ['a path that is too long', [agentFile, { path: 'x'.repeat(201) }], /at most 200 bytes/],
      ['two files of one path', [agentFile, agentFile], /each file once/],
      ['two files of one path in two spellings', [agentFile, { path: './agent.js' }], /each file once/],
      ['a file and a folder of one path', [agentFile, { path: 'a' }, { path: 'a/b' }], /needs a folder/],
      ['a folder and a file of one path', [agentFile, { path: 'a/b/c' }, { path: 'a/b' }], /needs a folder/],
      ['a folder upwards', [agentFile, { path: '../x/', type: 'directory' }], /plain path/],
      ['too many files', [agentFile, ...many(limits.programFilesMax)], /at most 200 files/],
      [
        'too many folders',
        [agentFile, ...many(limits.archiveEntriesMax, { type: 'directory' })],
        /at most 1000 entries/,
      ],
      ['nothing', [], /at least one file/],
      ['nothing but folders', [{ path: 'a/', type: 'directory' }], /at least one file/],
      ['nothing but what is left out', [{ path: '.env' }, { path: '__MACOSX/x' }], /at least one file/],
    ]
    for (const [what, entries, reason] of table) {
      it(`CO7 ${what} is refused`, () => expectRefusedArchive(makeTar(entries), reason))
      it(`CO7 ${what} is refused when it is compressed`, () => expectRefusedArchive(makeTarGz(entries), reason))
    }
  })

  describe('hostile entries, in a zip', () => {
    const table: [string, ZipEntry[], RegExp][] = [
      ['a symbolic link', [agentFile, { path: 'x', content: '/etc/passwd', mode: 0o120_777 }], /no links.*"x"/],
      ['a device', [agentFile, { path: 'x', mode: 0o020_666 }], /files and folders only/],
      ['a socket', [agentFile, { path: 'x', mode: 0o140_666 }], /files and folders only/],
      ['an absolute path', [agentFile, { path: '/etc/x' }], /absolute path/],
      ['a path of another drive', [agentFile, { path: 'C:/x' }], /absolute path/],
      ['a path upwards', [agentFile, { path: 'a/../../x' }], /relative path/],
      ['a backslash', [agentFile, { path: '..\\x' }], /invalid characters/],
      ['a control character', [agentFile, { path: 'a\u0000.js' }], /no control characters/],
      ['two files of one path', [agentFile, agentFile], /each file once/],
      ['a file and a folder of one path', [agentFile, { path: 'a' }, { path: 'a/b' }], /needs a folder/],
      ['an encrypted file', [{ ...agentFile, flags: 0x801 }], /no encryption.*"agent\.js"/],
      ['a strongly encrypted file', [{ ...agentFile, flags: 0x841 }], /encryption is not supported/],
      ['a method that is unknown', [{ ...agentFile, method: 12, claims: {} }], /stored or deflated/],
      ['a wrong checksum', [{ ...agentFile, claims: { crc: 1 } }], /undamaged/],
      ['more than it says', [{ ...agentFile, claims: { bytes: 3 } }], /too many bytes/],
      ['less than it says', [{ ...agentFile, claims: { bytes: 99 } }], /not enough bytes/],
      ['too many files', [agentFile, ...many(limits.programFilesMax)], /at most 200 files/],
      ['nothing', [], /at least one file/],
    ]
    for (const [what, entries, reason] of table)
      it(`CO7 ${what} is refused`, () => expectRefusedArchive(makeZip(entries), reason))
  })

  describe('what no packer would write', () => {
    const file = (bytes: string) => tarHeader('agent.js', { size: bytes })
    const table: [string, () => Buffer, RegExp][] = [
      ['a tar that is cut off in a file', () => Buffer.concat([file('1750'), Buffer.from('export')]), /with an end/],
      ['a tar that ends in a file', () => Buffer.concat([file('7777'), end]), /Unexpected end/],
      ['a tar without an end', () => Buffer.concat([file('0'), file('0')]), /with an end/],
      [
        'a size of eight exbibytes',
        () => Buffer.concat([file('\x80\x00\x00\x00\x7f\xff\xff\xff\xff\xff\xff\xff'), end]),
        /at most|times its size/,
      ],
      ['a size below zero', () => Buffer.concat([file('\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00'), end]), /./],
      [
        'a long name of a size below zero',
        () =>
          Buffer.concat([
            tarHeader('x', { type: 'L', size: '\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00' }),
            file('0'),
            end,
          ]),
        /./,
      ],
      [
        'a long name of a huge size',
        () => Buffer.concat([tarHeader('x', { type: 'L', size: '77777777777' }), end]),
        /max size/,
      ],
      ['a folder with content', () => Buffer.concat([tarHeader('a/', { type: '5', size: '1000' }), end]), /./],
      ['a sparse file', () => Buffer.concat([tarHeader('agent.js', { type: 'S' }), end]), /files and folders only/],
      [
        'a type that is unknown',
        () => Buffer.concat([tarHeader('agent.js', { type: 'Z' }), end]),
        /files and folders only/,
      ],
      ['a record of a path upwards', () => tarWithPax('path=../x'), /plain path/],
      ['a record of a path with a NUL', () => tarWithPax('path=a\u0000b'), /control characters/],
      ['a record of a size that is no number', () => tarWithPax('size=many'), /Invalid header/],
      ['a record of a size below zero', () => tarWithPax('size=-9'), /Invalid header/],
      ['a record of a sparse file', () => tarWithPax('GNU.sparse.major=1'), /files and folders only/],
      ['blocks of nothing', () => Buffer.alloc(10_240), /at least one file/],
      ['blocks of anything', () => Buffer.concat([Buffer.alloc(5_120, 'x'), end]), /tar/],
      ['text', () => Buffer.from('export default {}'), /with an end/],
      ['a gzip of nothing', () => gzipSync(''), /at least one file/],
      ['a gzip of text', () => gzipSync('export default {}'), /with an end/],
      ['a gzip in a gzip', () => gzipSync(gzipSync(end)), /with an end/],
      ['two bytes of a gzip', () => Buffer.from('1f8b', 'hex'), /unexpected end of file/],
      ['the beginning of a zip', () => Buffer.from('PK\x03\x04'), /not a zip file|truncated/],
    ]
    for (const [what, make, reason] of table) it(`CO7 ${what} is refused`, () => expectRefusedArchive(make(), reason))

    it('CO7 half of any archive is refused', async () => {
      const entries = Array.from({ length: 20 }, (_, at) => ({ path: `${at}.js`, content: noise(500) }))
      for (const archive of [await makeTar(entries), await makeTarGz(entries), makeZip(entries)])
        for (const part of [0.5, 0.9, 0.999])
          await expectRefusedArchive(archive.subarray(0, Math.floor(archive.length * part)), /./)
    })

    it('CO7 an archive in an archive is a file', async () => {
      const inner = makeZip([{ path: '../x' }])
      const version = await town.push(
        await town.agent(),
        pushed(makeZip([agentFile, { path: 'in.zip', content: inner }])),
      )
      expect(version.bytes).to.equal(agentFile.content.length + inner.length)
    })
  })

  describe('bombs', () => {
    const zeros = Buffer.alloc(64 * mebibyte)

    it('CO6 a gzip that swells to 64 MiB is refused, and quickly', async () => {
      const bomb = gzipSync(zeros)
      expect(bomb.length).to.be.below(100_000)
      const before = process.memoryUsage().rss
      await expectRefusedArchive(bomb, /at most 4194304 bytes/)
      expect(process.memoryUsage().rss - before).to.be.below(40 * mebibyte)
    })

    it('CO6 a zip that swells to 64 MiB is refused, whatever it says of itself', async () => {
      await expectRefusedArchive(makeZip([{ path: 'agent.js', content: zeros }]), /at most 4194304 bytes/)
      const lie = makeZip([{ path: 'agent.js', content: zeros, claims: { bytes: 10 } }])
      await expectRefusedArchive(lie, /too many bytes/)
    })

    it('CO6 many files that are small packed and large together are refused', async () => {
      const content = noise(20_000).repeat(52) // the same again is found within 32 KiB
      const bomb = Array.from({ length: 5 }, (_, at) => ({ path: `${at}.bin`, content }))
      await expectRefusedArchive(makeZip(bomb), /at most 4194304 bytes/)
      await expectRefusedArchive(makeTarGz(bomb), /at most 4194304 bytes/)
    })

    it('CO6 what swells to more than 250 times its size is refused, however small', async () => {
      const content = Buffer.alloc(mebibyte)
      await expectRefusedArchive(makeZip([{ path: 'agent.bin', content }]), /at most 250 times its size/)
      await expectRefusedArchive(makeTarGz([{ path: 'agent.bin', content }]), /at most 250 times its size/)
    })

    it('CO6 entries that share one piece of data count each', async () => {
      const content = noise(mebibyte / 2)
      const entries = Array.from({ length: 12 }, (_, at) => ({ path: `${at}.bin`, content }))
      await expectRefusedArchive(sharing(entries), /at most 4194304 bytes/)
    })

    it('CO6 what is left out is not inflated in a zip, and counts in a tar', async () => {
      const entries = [agentFile, { path: 'node_modules/big.bin', content: Buffer.alloc(8 * mebibyte) }]
      expect(await town.push(await town.agent(), pushed(makeZip(entries)))).to.include({ number: 1 })
      await expectRefusedArchive(makeTarGz(entries), /times its size/)
    })

    it('CO6 nothing is written anywhere', async () => {
      const before = readdirSync(tmpdir()).length
      await town.push(await town.agent(), pushed(makeZip([agentFile, { path: 'village-was-here.txt' }])))
      expect(readdirSync(tmpdir()).length).to.be.at.most(before)
      expect(existsSync(path.resolve('village-was-here.txt'))).to.equal(false)
    })
  })

  describe('what is taken', () => {
    it('CO8 without what systems leave behind and without what begins with a dot', async () => {
      const left = ['.env', '.git/config', '__MACOSX/._agent.js', 'a/.DS_Store', '__pycache__/agent.pyc', 'Thumbs.db']
      const entries = [agentFile, { path: 'a/b.json' }, ...left.map((path) => ({ path }))]
      for (const archive of [await makeTar(entries), makeZip(entries)])
        expect(await pathsOf(pushed(archive))).to.deep.equal(['a/b.json', 'agent.js'])
    })

    it('CO8 links in what is left out do no harm', async () => {
      const entries: TestEntry[] = [agentFile, { path: 'node_modules/.bin/x', type: 'symlink', to: '../x' }]
      expect(await pathsOf(pushed(await makeTar(entries)))).to.deep.equal(['agent.js'])
    })

    it('CO8 without the one folder that all are in, but with two', async () => {
      const folder: TestEntry = { path: 'my agent', type: 'directory' }
      const inside = ['my agent/agent.js', 'my agent/lib/x.js'].map((path) => ({ path }))
      expect(await pathsOf(pushed(await makeTar([folder, ...inside])))).to.deep.equal(['agent.js', 'lib/x.js'])
      const main = { main: 'my agent/agent.js' }
      expect(await pathsOf({ ...pushed(await makeTar(inside)), ...main })).to.deep.equal(['agent.js', 'lib/x.js'])
      const two = [{ path: 'a/agent.js' }, { path: 'b/x.json' }]
      expect(await pathsOf(pushed(makeZip(two)))).to.deep.equal(['a/agent.js', 'b/x.json'])
    })

    it('CO8 a tar of a folder from within it', async () => {
      const root: TestEntry = { path: './', type: 'directory' }
      const entries = [root, { path: './agent.js' }, { path: './é.json' }]
      expect(await pathsOf(pushed(await makeTarGz(entries)))).to.deep.equal(['agent.js', 'é.json'])
    })

    it('CO7 long names of a tar and odd names of a zip are as they are', async () => {
      const long = `${'x'.repeat(90)}/${'y'.repeat(90)}.json`
      expect(await pathsOf(pushed(await makeTar([agentFile, { path: long }])))).to.deep.equal(['agent.js', long])
      const odd = ['__proto__', 'constructor', 'a b', 'ü.txt', '-rf'].map((path) => ({ path }))
      expect(await pathsOf(pushed(makeZip([agentFile, ...odd])))).to.have.members([
        'agent.js',
        ...odd.map((e) => e.path),
      ])
    })

    const mains: [string, string[], Partial<PushInput>, string, string][] = [
      ['agent before index and main', ['main.js', 'index.js', 'agent.js'], {}, 'javascript', 'agent.js'],
      ['index before main', ['main.mjs', 'index.js'], {}, 'javascript', 'index.js'],
      ['main in Python', ['main.py', 'helper.py'], {}, 'python', 'main.py'],
      ['a TypeScript agent', ['agent.ts', 'x.js'], {}, 'typescript', 'agent.ts'],
      ['a TypeScript module', ['agent.mts'], {}, 'typescript', 'agent.mts'],
      ['the only file with code', ['bot.py', 'book.json'], {}, 'python', 'bot.py'],
      ['the only one of its language', ['bot.py', 'tool.js'], { language: 'javascript' }, 'javascript', 'tool.js'],
      ['the named one of its language', ['agent.py', 'agent.js'], { language: 'python' }, 'python', 'agent.py'],
      ['the one that is said', ['agent.py', 'src/go.ts'], { main: 'src/go.ts' }, 'typescript', 'src/go.ts'],
    ]
    for (const [what, paths, more, language, main] of mains) {
      it(`CO9 begins with ${what}`, async () => {
        const version = await town.push(await town.agent(), {
          ...pushed(makeZip(paths.map((path) => ({ path })))),
          ...more,
        })
        expect(version.language).to.equal(language)
        expect(await town.competitors.sourceOf(version.id)).to.include({ main })
      })
    }

    const unclear: [string, string[], Partial<PushInput>, string, RegExp][] = [
      ['two languages', ['agent.py', 'agent.js'], {}, 'main', /"agent\.js" or "agent\.py"/],
      ['two files without a name that says it', ['a.js', 'b.js'], {}, 'main', /"a\.js" or "b\.js"/],
      ['no code', ['README.md', 'x.cjs'], {}, 'main', /none is named agent, index, main/],
      ['no code of the language', ['agent.js'], { language: 'python' }, 'main', /none is named/],
      ['a main file that is not there', ['agent.js'], { main: 'other.js' }, 'main', /a file that is there/],
      ['a main file that was left out', ['agent.js', '.x.js'], { main: '.x.js' }, 'main', /a file that is there/],
      ['a main file upwards', ['agent.js'], { main: '../agent.js' }, 'main', /plain path/],
      [
        'a main file of another language',
        ['agent.js'],
        { main: 'agent.js', language: 'python' },
        'main',
        /ending in \.py/,
      ],
      ['a main file that is no code', ['agent.js', 'x.txt'], { main: 'x.txt' }, 'main', /ending in \.js/],
    ]
    for (const [what, paths, more, field, reason] of unclear) {
      it(`CO9 ${what}: is not guessed`, async () => {
        const archive = pushed(makeZip(paths.map((path) => ({ path }))))
        await expectRefused({ ...archive, ...more }, field, reason)
      })
    }
  })

  describe('sizes and contents', () => {
    const source = 'export default {}'
    const table: [string, Partial<PushInput>, string, RegExp][] = [
      ['a game that there is not', { source, language: 'javascript', game: 'go' }, 'game', /one of tic-tac-toe/],
      ['nothing at all', {}, '', /exactly one of source, module, archive, hook/],
      ['two things', { source, language: 'javascript', hook: { url: 'https://agent.example/' } }, '', /exactly one/],
      ['a source of no language', { source }, 'language', /one of javascript/],
      ['a source whose file says nothing', { source, main: 'agent' }, 'language', /one of javascript/],
      ['a source as WebAssembly', { source, language: 'wasm' }, 'source', /a module/],
      ['a source named for another language', { source, language: 'python', main: 'a.js' }, 'main', /ending in \.py/],
      ['a source named upwards', { source, main: '../a.js' }, 'main', /plain path/],
      ['an empty source', { source: '', language: 'javascript' }, 'source', /not blanks/],
      ['a blank source', { source: ' \n\t', language: 'python' }, 'source', /not blanks/],
      ['half a character', { source: '"\ud800"', language: 'javascript' }, 'source', /well-formed/],
      ['a long source', { source: 'x'.repeat(262_145), language: 'javascript' }, 'source', /262144/],
      ['a source with too many bytes', { source: 'ü'.repeat(131_073), language: 'javascript' }, 'source', /262144/],
      ['what is no Base64', { archive: 'not base64!' }, 'archive', /Base64/],
      ['Base64 with blanks', { archive: 'AAAA AAAA' }, 'archive', /Base64/],
      ['Base64 of another alphabet', { archive: '_-_-' }, 'archive', /Base64/],
      ['Base64 without its end', { archive: 'AAA' }, 'archive', /Base64/],
      ['no bytes', { archive: '' }, 'archive', /at least one file/],
      ['a large archive', { archive: 'AAAA'.repeat(350_000) }, 'archive', /1048576/],
      ['a module that is none', { module: Buffer.from('not wasm').toString('base64') }, 'module', /WebAssembly/],
      ['a component', { module: Buffer.from('0061736d0d000100', 'hex').toString('base64') }, 'module', /WebAssembly/],
      ['an empty module', { module: '' }, 'module', /WebAssembly/],
      ['a module of another language', { module: wasm.toString('base64'), language: 'python' }, 'language', /wasm/],
      ['a module named otherwise', { module: wasm.toString('base64'), main: 'a.js' }, 'main', /ending in \.wasm/],
      [
        'an archive whose main file is blank',
        pushed(makeZip([{ path: 'agent.js', content: ' ' }])),
        'archive',
        /blanks/,
      ],
      [
        'code that is not UTF-8',
        pushed(makeZip([{ path: 'agent.py', content: Buffer.from([0xff, 0xfe]) }])),
        'archive',
        /UTF-8 in "agent\.py"/,
      ],
      [
        'more code that is not UTF-8',
        pushed(makeZip([agentFile, { path: 'x.ts', content: Buffer.from([0xc0, 0x80]) }])),
        'archive',
        /UTF-8 in "x\.ts"/,
      ],
      [
        'one large source in an archive',
        pushed(makeZip([agentFile, { path: 'x.js', content: noise(262_145) }])),
        'archive',
        /262144 bytes in "x\.js"/,
      ],
    ]
    for (const [what, input, field, reason] of table)
      it(`CO10 ${what} is refused`, () => expectRefused(input, field, reason))

    it('CO10 what is not known of is refused by its name', async () => {
      const refusal = await town.refused(await town.agent(), { source, lang: 'python' } as never)
      expect(refusal.detail).to.include('"lang"')
    })

    it('CO10 up to the limits all is well', async () => {
      const agent = await town.agent()
      expect(await town.push(agent, { source: 'x'.repeat(limits.sourceBytesMax), language: 'python' })).to.include({
        bytes: limits.sourceBytesMax,
      })
      const data = Array.from({ length: 3 }, (_, at) => ({ path: `${at}.bin`, content: noise(300_000) }))
      const files = [agentFile, ...many(limits.programFilesMax - 4), ...data]
      expect((await town.push(agent, pushed(makeZip(files)))).bytes).to.be.above(900_000)
    })

    it('CO9 CO10 a module, as it is or in an archive', async () => {
      const agent = await town.agent()
      const versions = [
        await town.push(agent, { module: wasm.toString('base64') }),
        await town.push(agent, pushed(makeZip([{ path: 'agent.wasm', content: wasm }]))),
      ]
      expect(versions[0]).to.include({ language: 'wasm', bytes: 8 })
      expect(versions[1]!.id).to.equal(versions[0]!.id)
    })
  })

  async function pathsOf(input: Partial<PushInput>): Promise<string[]> {
    const version = await town.push(await town.agent(), input)
    const source = await town.competitors.sourceOf(version.id)
    if ('status' in source) throw new Error(source.detail)
    return source.files.map(({ path }) => path)
  }

  async function expectRefusedArchive(archive: Buffer | Promise<Buffer>, reason: RegExp): Promise<void> {
    await expectRefused(pushed(await archive), 'archive', reason)
  }

  async function expectRefused(input: Partial<PushInput>, field: string, reason: RegExp): Promise<void> {
    const refusal = await town.refused(await town.agent(), input)
    expect(refusal.code).to.equal('invalid')
    expect(refusal.errors!.map((error) => error.field)).to.deep.equal([field])
    expect(refusal.detail).to.match(reason)
    expect(refusal.detail).not.to.match(/[\u0000-\u001f\u202e]/)
  }
})

function many(count: number, more: Pick<TestEntry, 'type'> = {}) {
  return Array.from({ length: count }, (_, at) => ({ path: `f${at}`, content: 'x', ...more }))
}

/** Text that hardly compresses, the same for ever. */
function noise(length: number): string {
  let state = 1
  const letter = () => {
    state = (state * 48_271) % 2_147_483_647
    return String.fromCharCode(32 + (state % 95))
  }
  return Array.from({ length }, letter).join('')
}

function tarWithPax(record: string): Buffer {
  const text = ` ${record}\n`
  const digits = String(text.length + 2).length
  const body = Buffer.from(`${text.length + digits}${text}`)
  const padded = Buffer.concat([body, Buffer.alloc(512 - (body.length % 512))])
  const pax = tarHeader('pax', { type: 'x', size: body.length.toString(8) })
  return Buffer.concat([pax, padded, tarHeader('agent.js'), end])
}

/** A zip whose entries all point at the data of the first one, as in bombs by overlapping. */
function sharing(entries: ZipEntry[]): Buffer {
  const [first] = entries
  const one = makeZip([first!])
  const name = Buffer.from(first!.path)
  const directory = one.readUInt32LE(one.length - 6)
  const central = one.subarray(directory, one.length - 22)
  const copies = entries.map(({ path: other }) => {
    const copy = Buffer.from(central)
    Buffer.from(other.padStart(name.length, '_')).copy(copy, 46)
    return copy
  })
  const all = Buffer.concat(copies.slice(0, 10))
  const tail = Buffer.from(one.subarray(-22))
  tail.writeUInt16LE(10, 8)
  tail.writeUInt16LE(10, 10)
  tail.writeUInt32LE(all.length, 12)
  return Buffer.concat([one.subarray(0, directory), all, tail])
}
