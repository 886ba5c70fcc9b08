/**
 * Which column of a file holds what. A guess from the names in its header, for
 * the organiser to look over: nothing is imported that was not shown.
 */

type FieldRule = {
  /** How the column may be called, folded as `fold` does. */
  readonly names: readonly string[]
  /** Several columns may share the field; their cells are joined by this. */
  readonly joinedBy?: string
}

type FieldSet<Field extends string> = {
  readonly rules: Record<Field, FieldRule>
  /** Of each of these lists, one has to be there in full: a name, or a first and a last name. */
  readonly required: readonly (readonly (readonly Field[])[])[]
}

export type SignatureField = 'name' | 'firstName' | 'lastName' | 'address' | 'postcode' | 'email' | 'signedAt'

/** The columns of an online notice. */
export const signatureFields: FieldSet<SignatureField> = {
  rules: {
    name: {
      names: ['name', 'fullname', 'yourname', 'signatory', 'signatoryname', 'signer', 'signername', 'names'],
    },
    firstName: { names: ['firstname', 'forename', 'forenames', 'givenname', 'givennames', 'first'] },
    lastName: { names: ['lastname', 'surname', 'familyname', 'secondname', 'last'] },
    address: {
      names: [
        ...[
          'address',
          'fulladdress',
          'homeaddress',
          'streetaddress',
          'postaladdress',
          'address1',
          'address2',
        ],
        ...[
          'address3',
          'addressline1',
          'addressline2',
          'addressline3',
          'line1',
          'line2',
          'street',
          'town',
          'city',
        ],
      ],
      joinedBy: ', ',
    },
    postcode: { names: ['postcode', 'postalcode', 'zip', 'zipcode', 'pcode'] },
    email: { names: ['email', 'emailaddress', 'mail', 'youremail'] },
    signedAt: {
      names: [
        ...[
          'signedat',
          'signedon',
          'signed',
          'date',
          'datesigned',
          'signaturedate',
          'signeddate',
          'dateofsignature',
        ],
        ...['timestamp', 'datetime', 'createdat', 'created', 'submittedat', 'submitted', 'time'],
      ],
    },
  },
  required: [[['name'], ['firstName', 'lastName']]],
}

export type StreetField = 'street' | 'number' | 'suffix' | 'unit' | 'building' | 'postcode' | 'order'

/** The columns of a street list: our own names, and those of the councils' gazetteers (LLPG). */
export const streetFields: FieldSet<StreetField> = {
  rules: {
    street: { names: ['street', 'streetname', 'road', 'roadname', 'thoroughfare', 'streetdescriptor'] },
    number: {
      names: [
        'number',
        'no',
        'housenumber',
        'houseno',
        'doornumber',
        'door',
        'streetnumber',
        'paostartnumber',
      ],
    },
    suffix: { names: ['suffix', 'numbersuffix', 'housesuffix', 'paostartsuffix'] },
    unit: {
      names: [
        ...['unit', 'flat', 'flatnumber', 'flatno', 'apartment', 'subbuilding', 'subbuildingname'],
        ...['saotext', 'saostartnumber', 'saostartsuffix'],
      ],
      joinedBy: ' ',
    },
    building: { names: ['building', 'buildingname', 'housename', 'block', 'paotext'] },
    postcode: { names: ['postcode', 'postalcode', 'zip', 'zipcode', 'pcode', 'postcodelocator'] },
    order: { names: ['order', 'walkorder', 'position', 'sequence', 'seq'] },
  },
  required: [[['street']], [['number'], ['building'], ['unit']]],
}

export type Mapping<Field extends string> = {
  /** For each column of the header the field it holds; undefined when it is left out. */
  readonly columns: readonly (Field | undefined)[]
  /** Fields that must be there and are not. */
  readonly missing: readonly Field[]
  /** Fields that more than one column claims. */
  readonly doubled: readonly Field[]
  /** Columns that are left out, as the file calls them. */
  readonly unknown: readonly string[]
}

export function guessMapping<Field extends string>(
  header: readonly string[],
  fields: FieldSet<Field>,
): Mapping<Field> {
  const guess = (column: string) =>
    fieldsOf(fields).find((field) => fields.rules[field].names.includes(fold(column)))
  return reviewMapping(header, header.map(guess), fields)
}

/** The same report for a mapping that a person has changed. */
export function reviewMapping<Field extends string>(
  header: readonly string[],
  columns: readonly (Field | undefined)[],
  fields: FieldSet<Field>,
): Mapping<Field> {
  const times = (field: Field) => columns.filter((each) => each === field).length
  return {
    columns,
    missing: fields.required.flatMap((ways) =>
      ways.some((way) => way.every(times))
        ? []
        : (nearest(ways, times)?.filter((field) => !times(field)) ?? []),
    ),
    doubled: fieldsOf(fields).filter(
      (field) => times(field) > 1 && fields.rules[field].joinedBy === undefined,
    ),
    unknown: header.filter((_, i) => columns[i] === undefined),
  }
}

/** The cells of one row under the names of our fields, trimmed; blank ones are absent. Of a doubled field the first counts. */
export function cellsByField<Field extends string>(
  cells: readonly string[],
  columns: readonly (Field | undefined)[],
  fields: FieldSet<Field>,
): Partial<Record<Field, string>> {
  const found: Partial<Record<Field, string>> = {}
  for (const [i, field] of columns.entries()) {
    const cell = cells[i]?.trim()
    if (field === undefined || !cell) continue
    const before = found[field]
    const { joinedBy } = fields.rules[field]
    if (before === undefined) found[field] = cell
    else if (joinedBy !== undefined) found[field] = before + joinedBy + cell
  }
  return found
}

/** A name in one piece, or made of its parts. */
export function fullNameOf({ name, firstName, lastName }: Partial<Record<SignatureField, string>>): string {
  return name ?? [firstName, lastName].filter(Boolean).join(' ')
}

/** "Post code", "POST_CODE" and "post-code" are one. */
const fold = (column: string) =>
  column
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

const fieldsOf = <Field extends string>({ rules }: FieldSet<Field>) => Object.keys(rules) as Field[]

/** With a first name but no last name, it is the last name that is missing. */
function nearest<Field extends string>(
  ways: readonly (readonly Field[])[],
  times: (field: Field) => number,
): readonly Field[] | undefined {
  return ways.find((way) => way.some(times)) ?? ways[0]
}
