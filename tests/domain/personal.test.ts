import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  AddressLine,
  ContactConsent,
  channelsFor,
  Email,
  FullName,
  Ink,
  Personal,
  Phone,
  Postcode,
} from '#domain/personal.ts'
import { personalFor, recipientProfiles } from '#domain/recipient-profile.ts'
import { issuesOf } from './issues.ts'

describe('a full name', () => {
  test.each([
    'O',
    'Ada Okoro',
    'রহিমা খাতুন',
    '李小龙',
    'Siân O’Connor',
    "d'Arcy-Smythe, the 3rd",
    'Jennifer 8. Lee',
    'محمد',
    'Mary Wwwilliams',
  ])('%j is taken as it is given', (name) => {
    expect(FullName.parse(name)).toBe(name)
  })

  test('is trimmed, composed, and on one line', () => {
    expect(FullName.parse('  Sia\u0302n \n')).toBe('Siân')
    expect(FullName.parse('Ada\r\n\tOkoro')).toBe('Ada Okoro')
  })

  test.each([
    ['', 'name-missing'],
    [' \n ', 'name-missing'],
    ['\u200B\u2060', 'name-missing'],
    ['A'.repeat(256), 'name-too-long'],
    ["=cmd|'/c calc'!A1", 'name-not-a-name'],
    ['+44 123', 'name-not-a-name'],
    ['-1', 'name-not-a-name'],
    ['@SUM(A1)', 'name-not-a-name'],
    [' =1', 'name-not-a-name'],
    ['\t=1', 'name-not-a-name'],
    ['www.example.org', 'name-not-a-name'],
    ['Ada WWW.example.org', 'name-not-a-name'],
    ['see https://example.org', 'name-not-a-name'],
  ])('%j is refused: %s', (name, key) => {
    expect(issuesOf(FullName, name)).toEqual([key])
  })

  test('parsed once is not changed by parsing it again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const once = FullName.safeParse(typed)
        if (once.success) expect(FullName.parse(once.data)).toBe(once.data)
      }),
    )
  })
})

describe('the other fields', () => {
  test('an address given in several lines becomes one', () => {
    expect(AddressLine.parse(' 12 Reede Road,\r\nDagenham\n')).toBe('12 Reede Road, Dagenham')
    expect(issuesOf(AddressLine, ' ')).toEqual(['address-missing'])
    expect(issuesOf(AddressLine, 'x'.repeat(256))).toEqual(['address-too-long'])
  })

  test('a postcode is stored in its one form', () => {
    expect(Postcode.parse('rm108du')).toBe('RM10 8DU')
    expect(issuesOf(Postcode, '')).toEqual(['postcode-missing'])
    expect(issuesOf(Postcode, 'RM10')).toEqual(['postcode-not-a-postcode'])
  })

  test('an e-mail address and a phone number are hardly judged', () => {
    expect(Email.parse(' ada+p@example.org ')).toBe('ada+p@example.org')
    expect(issuesOf(Email, 'ada@example')).toEqual(['email-not-an-address'])
    expect(Phone.parse('(01632) 960 000')).toBe('(01632) 960 000')
    expect(issuesOf(Phone, '12 34')).toEqual(['phone-not-a-number'])
  })

  test('consent to be contacted names a purpose', () => {
    expect(ContactConsent.safeParse({ email: 'ada@example.org', purposes: [] }).success).toBe(false)
    expect(ContactConsent.safeParse({ email: 'ada@example.org', purposes: ['result'] }).success).toBe(true)
  })

  test('consent says by which way for which purpose; older ones mean each way that is given', () => {
    const email = 'ada@example.org'
    const phone = '01632 960 001'
    const old = ContactConsent.parse({ email, phone, purposes: ['result'] })
    expect(channelsFor(old, 'result')).toEqual(['email', 'phone'])
    expect(channelsFor(old, 'future-campaigns')).toEqual([])
    const own = ContactConsent.parse({
      email,
      phone,
      purposes: ['result', 'future-campaigns'],
      channels: { result: ['phone'], 'future-campaigns': ['email'] },
    })
    expect(channelsFor(own, 'result')).toEqual(['phone'])
    expect(channelsFor(own, 'future-campaigns')).toEqual(['email'])
    expect(ContactConsent.safeParse({ ...own, channels: { result: ['pigeon'] } }).success).toBe(false)
  })

  test('of an age only its confirmation is kept', () => {
    expect(Personal.safeParse({ name: 'Ada', ofAge: true }).success).toBe(true)
    for (const more of [{ ofAge: false }, { ofAge: 16 }, { age: 16 }])
      expect(Personal.safeParse({ name: 'Ada', ...more }).success).toBe(false)
  })

  test('ink is bounded', () => {
    expect(Ink.safeParse({ height: 400, strokes: 'A'.repeat(24_001) }).success).toBe(false)
    expect(Ink.safeParse({ height: 400, strokes: 'AhQo', pressure: 'AA' }).success).toBe(false)
  })
})

describe('the personal part that a petition asks for', () => {
  const given = { name: 'Ada Okoro', address: '12 Reede Road', postcode: 'rm10 8du', connection: 'live' }
  const mopac = personalFor({ profile: 'uk-gla-mopac', connections: ['live', 'work'] })

  test('is parsed into its stored form, which the sealed part accepts', () => {
    const parsed = mopac.parse(given)
    expect(parsed).toEqual({ ...given, postcode: 'RM10 8DU' })
    expect(Personal.parse(parsed)).toEqual(parsed)
  })

  test('names every field that is missing, by the key of its message', () => {
    expect(issuesOf(mopac, { name: '', address: '', postcode: '' })).toEqual([
      'name: name-missing',
      'address: address-missing',
      'postcode: postcode-missing',
      'connection: connection-missing',
    ])
  })

  test('asks no address of an informal petition, and no connection where only one may sign', () => {
    const informal = personalFor({ profile: 'informal', connections: ['live'] })
    expect(issuesOf(informal, { name: 'Ada', postcode: 'RM10 8DU' })).toEqual([])
  })

  test('accepts no connection that the petition does not', () => {
    expect(issuesOf(mopac, { ...given, connection: 'visit' })).toEqual(['connection: connection-missing'])
    const residents = personalFor({ profile: 'informal', connections: ['live'] })
    expect(issuesOf(residents, { ...given, connection: 'visit' })).toEqual([
      'connection: connection-not-accepted',
    ])
  })

  test('accepts no field that we do not know', () => {
    expect(mopac.safeParse({ ...given, dateOfBirth: '1980-01-01' }).success).toBe(false)
  })

  test('follows profiles that agree with their schema', () => {
    expect(Object.keys(recipientProfiles)).toEqual(['informal', 'uk-gla-mopac'])
    for (const [id, profile] of Object.entries(recipientProfiles)) expect(profile.id).toBe(id)
  })
})
