/** The element id of a form field, from its name in the form: the error summary links to it. */
export const fieldIdOf = (name: string): string => `field-${name.replaceAll('.', '-')}`
