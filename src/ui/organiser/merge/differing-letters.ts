/** Two texts cut into pieces that both have and pieces that only one has, so that the eye finds what differs. */
export type Piece = { readonly text: string; readonly differs: boolean; readonly at: number }

/** Longer texts are not compared letter by letter: they are then marked as a whole. */
const MAX_LETTERS = 300

/** Capital and small letters count as alike: people write their own name both ways. */
export function differingLetters(one: string, other: string): [Piece[], Piece[]] {
  const [a, b] = [[...one], [...other]]
  if (a.length > MAX_LETTERS || b.length > MAX_LETTERS) {
    const differs = one.toLowerCase() !== other.toLowerCase()
    return [[{ text: one, differs, at: 0 }], [{ text: other, differs, at: 0 }]]
  }

  const common = commonLengths(a, b)
  const keptA = new Set<number>()
  const keptB = new Set<number>()
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (isAlike(a[i], b[j])) {
      keptA.add(i++)
      keptB.add(j++)
    } else if ((common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0)) i++
    else j++
  }
  return [piecesOf(a, keptA), piecesOf(b, keptB)]
}

const isAlike = (one = '', other = '') => one.toLowerCase() === other.toLowerCase()

/** The length of the longest common subsequence of what is left from each pair of places. */
function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const common = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; i--) {
    const row = common[i] ?? []
    const below = common[i + 1] ?? []
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] = isAlike(a[i], b[j]) ? 1 + (below[j + 1] ?? 0) : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return common
}

function piecesOf(letters: readonly string[], kept: ReadonlySet<number>): Piece[] {
  const pieces: Piece[] = []
  for (const [at, letter] of letters.entries()) {
    const differs = !kept.has(at)
    const last = pieces.at(-1)
    if (last?.differs === differs) pieces[pieces.length - 1] = { ...last, text: last.text + letter }
    else pieces.push({ text: letter, differs, at })
  }
  return pieces
}
