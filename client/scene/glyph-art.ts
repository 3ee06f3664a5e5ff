import type { Emote } from '#messages/village'

/** Signs above a head: what is shown for a moment, and how somebody fares. */
export type GlyphName = Emote | 'thinking' | 'working' | 'lost' | 'quarantined'

/** Colours by letter, as CSS colours; a dot is see-through. */
export const glyphColours: Record<string, string> = {
  k: '#3a2a33',
  w: '#ffffff',
  r: '#d5473f',
  p: '#f08a8a',
  y: '#f0bb3f',
  o: '#d98a2b',
  b: '#3f7fc4',
  l: '#8cc4ea',
  g: '#4f9a5b',
  n: '#8d8590',
  s: '#f6cfa2',
}

/** Nine by nine pixels each. */
export const glyphArt: Record<GlyphName, readonly string[]> = {
  wave: ['..o.o....', '..s.s.o..', 'o.s.s.s..', 's.s.s.s..', 'ssssssso.', '.sssssss.', '.sssssss.', '..sssss..', '...sss...'],
  smile: ['..yyyyy..', '.yyyyyyy.', 'yyyyyyyyy', 'yykyyykyy', 'yyyyyyyyy', 'ykyyyyyky', 'yykkkkkyy', '.yyyyyyy.', '..ooooo..'],
  laugh: ['..yyyyy..', '.yyyyyyy.', 'ykkyyykky', 'yyyyyyyyy', 'ykkkkkkky', 'ykwwwwwky', 'yykrrrkyy', '.yykkkyy.', '..ooooo..'],
  cheer: ['r...b...g', '.y..r..y.', '..b...r..', 'g..yyy..b', '..yyyyy..', 'r.yyyyy.y', '..oyyyo..', '.b.ooo.r.', 'y...g...b'],
  heart: ['.........', '.rr...rr.', 'rpprrrrrr', 'rprrrrrrr', 'rrrrrrrrr', '.rrrrrrr.', '..rrrrr..', '...rrr...', '....r....'],
  question: ['..bbbbb..', '.bb...bb.', '.bb...bb.', '......bb.', '....bbb..', '...bbb...', '...bb....', '.........', '...bb....'],
  exclaim: ['...rrr...', '...rrr...', '...rrr...', '...rrr...', '...rrr...', '....r....', '.........', '...rrr...', '...rrr...'],
  idea: ['...yyy...', '..yyyyy..', '.yywyyyy.', '.ywyyyyy.', '.yyyyyyy.', '..yyyyy..', '...kkk...', '...nnn...', '....k....'],
  sleepy: ['.bbbbb...', '....b....', '...b.....', '..b......', '.bbbbb...', '......lll', '.......l.', '......l..', '......lll'],
  sad: ['..lllll..', '.lllllll.', 'lllllllll', 'llklllkll', 'lllllllll', 'lllkkkllb', 'llklllkll', '.lllllll.', '..bbbbb..'],
  angry: ['..rrrrr..', '.rrrrrrr.', 'rkkrrrkkr', 'rrkkrkkrr', 'rrkrrrkrr', 'rrrrrrrrr', 'rrkkkkkrr', '.krrrrrk.', '..rrrrr..'],
  note: ['...kkkkkk', '...kkkkkk', '...k....k', '...k....k', '...k....k', '.kkk..kkk', 'kkkk.kkkk', 'kkkk.kkkk', '.kk...kk.'],
  thinking: ['.........', '.........', '.........', 'nn.nn..nn', 'nn.nn..nn', '.........', '.........', '.........', '.........'],
  working: ['....n....', '.n.nnn.n.', '..nnnnn..', '.nnn.nnn.', 'nnn...nnn', '.nnn.nnn.', '..nnnnn..', '.n.nnn.n.', '....n....'],
  lost: ['..nnnnn..', '.n.....n.', 'n..nnn..n', '..n...n..', '....n....', '.........', 'r..nnn..r', '.r.....r.', '..rrrrr..'],
  quarantined: ['.........', 'rrrrrrrrr', 'wwrrwwrrw', 'rwwrrwwrr', 'rrrrrrrrr', '.k.....k.', '.k.....k.', '.k.....k.', '.........'],
}
