import { crc32, deflateRawSync, gzipSync } from 'node:zlib'
import * as tar from 'tar-stream'

/** An entry of an archive as a test wants it; a file, unless said otherwise. */
export type TestEntry = { path: string; content?: string | Uint8Array; type?: tar.Header['type']; to?: string }

/** Makes a .tar of what is given, sound or not. */
export async function makeTar(entries: readonly TestEntry[]): Promise<Buffer> {
  const pack = tar.pack()
  for (const { path: name, content = 'x', type = 'file', to = '' } of entries) {
    const body = type === 'file' ? Buffer.from(content) : Buffer.alloc(0)
    pack.entry({ name, type, linkname: to, size: body.length, mtime: new Date(0) }, body)
  }
  pack.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of pack as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

export async function makeTarGz(entries: readonly TestEntry[]): Promise<Buffer> {
  return gzipSync(await makeTar(entries))
}

/** A header of a tar alone, with any size and type, for what no packer would write. */
export function tarHeader(name: string, { size = '0', type = '0' }: { size?: string; type?: string } = {}): Buffer {
  const header = Buffer.alloc(512)
  header.write(name.slice(0, 100), 0)
  header.write('0000644\0', 100)
  header.write(size.padStart(11, '0'), 124, 'latin1')
  header.write('00000000000', 136)
  header.write('        ', 148)
  header.write(type, 156)
  header.write('ustar\u000000', 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return header
}

/** How an entry of a zip differs from a deflated file. */
export type ZipEntry = {
  path: string
  content?: string | Uint8Array
  /** stat's st_mode, as zips made on Unix have it. */
  mode?: number
  method?: number
  flags?: number
  /** What the zip says of the content, instead of the truth. */
  claims?: { bytes?: number; crc?: number }
}

/** Makes a .zip of what is given, sound or not. */
export function makeZip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const made = zipEntry(entry, offset)
    locals.push(made.local)
    centrals.push(made.central)
    offset += made.local.length
  }
  const directory = Buffer.concat(centrals)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}

function zipEntry({ path, content = 'x', mode = 0, method = 8, flags = 0x800, claims = {} }: ZipEntry, offset: number) {
  const name = Buffer.from(path)
  const plain = Buffer.from(content)
  const packed = method === 8 ? deflateRawSync(plain) : plain
  const { bytes = plain.length, crc = crc32(plain) } = claims
  const shared = Buffer.alloc(26)
  shared.writeUInt16LE(20, 0)
  shared.writeUInt16LE(flags, 2)
  shared.writeUInt16LE(method, 4)
  shared.writeUInt32LE(crc, 10)
  shared.writeUInt32LE(packed.length, 14)
  shared.writeUInt32LE(bytes, 18)
  shared.writeUInt16LE(name.length, 22)
  const rest = Buffer.alloc(14)
  rest.writeUInt32LE(mode * 0x10000, 6)
  rest.writeUInt32LE(offset, 10)
  const [localMagic, centralMagic] = [Buffer.from('PK\x03\x04'), Buffer.from('PK\x01\x02\x14\x03')]
  return {
    local: Buffer.concat([localMagic, shared, name, packed]),
    central: Buffer.concat([centralMagic, shared, rest, name]),
  }
}

/** An archive as it is pushed. */
export function pushed(archive: Uint8Array): { archive: string } {
  return { archive: Buffer.from(archive).toString('base64') }
}
