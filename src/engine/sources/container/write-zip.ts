import { crc32, deflateRawSync } from 'node:zlib';

/** A member of an archive to write; what is given instead of the truth is written as it is. */
export interface WrittenMember {
  readonly name: string;
  readonly content: Buffer | string;
  /** 8 (deflate) when absent. */
  readonly method?: number;
  /** Bit 0 says encrypted. */
  readonly flags?: number;
  readonly crc?: number;
  /** Mode bits of Unix. */
  readonly mode?: number;
}

/** A zip archive as bytes (APPNOTE 6.3.10, 4.3.7, 4.3.12 and 4.3.16). */
export function zipOf(members: readonly WrittenMember[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const content = Buffer.from(member.content);
    const packed = member.method === 0 ? content : deflateRawSync(content);
    const name = Buffer.from(member.name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(member.flags ?? 0x800, 2);
    fields.writeUInt16LE(member.method ?? 8, 4);
    fields.writeUInt32LE(member.crc ?? crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(((member.mode ?? 0o100644) << 16) >>> 0, 6);
    place.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, name, packed]);
    directory.push(Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), fields, place, name);
    locals.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(entries.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, entries, Buffer.from('PK\x05\x06'), end]);
}
