// A TrueType font made for a text: each of its letters a box of its own. What a browser prints with
// it holds the text as any PDF does, on machines that have no font for the script.
const unitsPerEm = 1000;

const u16 = (...values) => Buffer.from(values.flatMap((value) => [(value >> 8) & 255, value & 255]));
const u32 = (...values) => {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => bytes.writeUInt32BE(value >>> 0, 4 * i));
  return bytes;
};

// A rectangle whose width tells the glyphs apart.
function glyph(index) {
  const right = 600 + (index % 300);
  const bytes = Buffer.concat([
    u16(1, 50, 0, right, 700), // one contour and its box
    u16(3, 0), // its last point; no instructions
    Buffer.from([1, 1, 1, 1]), // four points on the curve
    u16(50, right - 50, 0, 65536 + 50 - right), // x, each from the one before
    u16(0, 0, 700, 0),
  ]);
  return bytes.length % 4 ? Buffer.concat([bytes, Buffer.alloc(4 - (bytes.length % 4))]) : bytes;
}

function characterMap(letters) {
  const groups = letters.map((letter, i) => u32(letter.codePointAt(0), letter.codePointAt(0), i + 1));
  const table = Buffer.concat([u16(12, 0), u32(16 + 12 * groups.length, 0, groups.length), ...groups]);
  return Buffer.concat([u16(0, 1, 3, 10), u32(12), table]);
}

function names() {
  const family = Buffer.from('Boxes', 'utf16le').swap16();
  const ids = [1, 2, 4, 6];
  const records = ids.map((id) => u16(3, 1, 0x409, id, family.length, 0));
  return Buffer.concat([u16(0, ids.length, 6 + 12 * ids.length), ...records, family]);
}

function checksum(bytes) {
  let sum = 0;
  const padded = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0;
  return sum;
}

// The font as bytes for all letters of `text` beyond ASCII and those in it.
export function boxesFont(text) {
  const letters = [...new Set(text)].filter((letter) => letter > ' ').sort((a, b) => a.codePointAt(0) - b.codePointAt(0));
  letters.unshift(' ');
  const glyphs = [Buffer.alloc(0), ...letters.map((letter, i) => (letter === ' ' ? Buffer.alloc(0) : glyph(i)))];
  const offsets = [0];
  for (const each of glyphs) offsets.push(offsets.at(-1) + each.length);
  const count = glyphs.length;
  const tables = {
    'OS/2': Buffer.concat([
      u16(4, 900, 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 300, 0),
      Buffer.alloc(10),
      u32(0, 0, 0, 0),
      Buffer.from('    '),
      u16(0x40, 32, 0xffff, 800, 65536 - 200, 90, 900, 200),
      u32(1, 0),
      u16(500, 700, 0, 32, 1),
    ]),
    cmap: characterMap(letters),
    glyf: Buffer.concat(glyphs),
    head: Buffer.concat([
      u32(0x10000, 0x10000, 0, 0x5f0f3cf5),
      u16(3, unitsPerEm),
      u32(0, 0, 0, 0),
      u16(50, 0, 900, 700, 0, 8, 2, 1, 0),
    ]),
    hhea: Buffer.concat([u32(0x10000), u16(800, 65536 - 200, 90, 1000, 50, 50, 900, 1, 0, 0, 0, 0, 0, 0, 0, count)]),
    hmtx: Buffer.concat(glyphs.map(() => u16(1000, 50))),
    loca: u32(...offsets),
    maxp: Buffer.concat([u32(0x10000), u16(count, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)]),
    name: names(),
    post: u32(0x30000, 0, 0, 0, 0, 0, 0, 0),
  };
  const tags = Object.keys(tables).sort();
  const power = 2 ** Math.floor(Math.log2(tags.length));
  const header = Buffer.concat([
    u32(0x10000),
    u16(tags.length, power * 16, Math.log2(power), (tags.length - power) * 16),
  ]);
  let at = header.length + 16 * tags.length;
  const records = [];
  const bodies = [];
  for (const tag of tags) {
    const bytes = tables[tag];
    records.push(Buffer.from(tag), u32(checksum(bytes), at, bytes.length));
    const padded = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
    bodies.push(padded);
    at += padded.length;
  }
  return Buffer.concat([header, ...records, ...bodies]);
}
