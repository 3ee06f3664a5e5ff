import { part, type Part, type Side } from './doll.ts'

/** A long skirt in place of the trousers; the feet show below it. */
export const skirts: Record<Side, Part> = {
  south: part(16, ['....oTttttTo....', '...otttttttTo...', '...otttttttTo...', '..ottttttttTTo..', '..oaaaaaaaaAAo..']),
  north: part(16, ['....oTttttTo....', '...otttttttTo...', '...otttttttTo...', '..ottttttttTTo..', '..oaaaaaaaaAAo..']),
  east: part(16, ['.....otttTTo....', '....ottttTTo....', '....ottttTTo....', '...otttttTTTo...', '...oaaaaaAAAo...']),
}

/** An apron over the front, with a strap behind. */
export const aprons: Record<Side, Part> = {
  south: part(12, [
    '.....a....a.....',
    '.....aaaaaa.....',
    '.....aaaaaA.....',
    '.....aaaaaA.....',
    '.....aaaaaA.....',
    '.....aaaaAA.....',
  ]),
  north: part(12, ['.....A....A.....', '......A..A......', '.......AA.......', '......A..A......', '.....AAAAAA.....']),
  east: part(13, ['.........aa.....', '.........aa.....', '.........aA.....', '........aaA.....', '........aaA.....']),
}

/** Two bands around the top. */
export const bands: Record<Side, Part> = {
  south: part(13, ['.....aaaaAA.....', '................', '.....aaaaAA.....']),
  north: part(13, ['.....aaaaAA.....', '................', '.....aaaaAA.....']),
  east: part(13, ['......a..aA.....', '................', '......a..aA.....']),
}

/** A scarf around the neck. */
export const scarves: Record<Side, Part> = {
  south: part(11, ['....oaaaaaAo....', '.....oaaAAo.....', '......oaAo......', '......oaAo......']),
  north: part(11, ['....oaaaaaAo....', '.....oooooo.....']),
  east: part(11, ['.....oaaaAo.....', '....oaAooo......', '...oaAo.........', '....oo..........']),
}
