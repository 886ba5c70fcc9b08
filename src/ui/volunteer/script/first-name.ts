/**
 * What a volunteer is called at a door: a stranger need not know the surname. Short first words ("Md", "J.") are no
 * name by themselves.
 */
export function firstNameOf(name: string): string {
  const [first = name] = name.trim().split(/\s+/)
  return first.length > 2 ? first : name
}
