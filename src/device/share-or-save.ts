/** What became of the file: without 'shared' or 'saved' nobody has it. */
export type Given = 'shared' | 'saved' | 'not-given'

/** By the phone's share sheet where it takes files, else among the downloads. Wants a tap before it. */
export async function shareOrSave(file: File): Promise<Given> {
  const data = { files: [file] }
  if (navigator.canShare?.(data)) {
    try {
      await navigator.share(data)
      return 'shared'
    } catch (error) {
      if (error instanceof Error && error.name === 'AbortError') return 'not-given'
    }
  }
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = file.name
  link.click()
  // Not at once: some browsers read it only after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  return 'saved'
}
