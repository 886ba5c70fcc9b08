import { describe, expect, test } from 'vitest'
import { likelyWay } from '#ui/volunteer/install/ways.ts'
import { emergencyNumber, isNumber, numberIn, smsLink } from '#ui/volunteer/safety/messages.ts'
import { firstNameOf } from '#ui/volunteer/script/first-name.ts'

describe('which way to install is likely', () => {
  const iPhone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15'
  const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)'

  test.each([
    [
      'android-chrome',
      { userAgent: 'Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/126.0 Mobile Safari/537.36' },
    ],
    [
      'android-samsung',
      { userAgent: 'Mozilla/5.0 (Linux; Android 14) SamsungBrowser/26.0 Chrome/122.0 Mobile Safari/537.36' },
    ],
    [
      'android-firefox',
      { userAgent: 'Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0' },
    ],
    [
      'iphone-safari',
      {
        userAgent: `${iPhone} Version/17.5 Mobile/15E148 Safari/604.1`,
        standalone: false,
        maxTouchPoints: 5,
      },
    ],
    [
      'iphone-safari',
      { userAgent: `${mac} Version/17.5 Safari/605.1.15`, standalone: false, maxTouchPoints: 5 },
    ],
    [
      'iphone-other',
      { userAgent: `${iPhone} CriOS/126.0 Mobile/15E148 Safari/604.1`, standalone: false, maxTouchPoints: 5 },
    ],
    [
      'iphone-other',
      {
        userAgent: `${iPhone} FxiOS/127.0 Mobile/15E148 Safari/605.1.15`,
        standalone: false,
        maxTouchPoints: 5,
      },
    ],
    [
      'mac-safari',
      { userAgent: `${mac} Version/17.5 Safari/605.1.15`, standalone: false, maxTouchPoints: 0 },
    ],
    ['computer-chrome', { userAgent: `${mac} Chrome/126.0.0.0 Safari/537.36`, maxTouchPoints: 0 }],
    [
      'computer-firefox',
      { userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0' },
    ],
  ] as const)('%s', (way, traits) => {
    expect(likelyWay(traits)).toBe(way)
  })
})

describe('calls and messages', () => {
  test('a number is found in somebody’s own words, and a date or a postcode is none', () => {
    expect(numberIn('Library Friends, 1 High Street, 020 7946 0018, us@example.org')).toBe('020 7946 0018')
    expect(numberIn('Call +44 (0)20 7946 0018 by day')).toBe('+44 (0)20 7946 0018')
    expect(numberIn('us@example.org')).toBeUndefined()
    expect(numberIn('1 High Street, RM10 8ZZ')).toBeUndefined()
  })

  test('what holds from 7 to 15 digits is a number', () => {
    expect(['020 7946 0018', '+44 20 7946 0018', '0049-30-1234567'].map(isNumber)).toEqual([true, true, true])
    expect(['', '123', 'call Bea', '1234567890123456', '020 7946 0018 x'].map(isNumber)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ])
  })

  test('help is 999 in the British Isles and 112 elsewhere', () => {
    expect(
      ['Europe/London', 'Europe/Dublin', 'Europe/Vilnius', 'Asia/Dhaka', ''].map(emergencyNumber),
    ).toEqual(['999', '999', '112', '112', '112'])
  })

  test('a message is written and not addressed where no number is known', () => {
    expect(smsLink('Back & well?')).toBe('sms:?&body=Back%20%26%20well%3F')
  })
})

test('at a door a volunteer has a first name, where the first word is one', () => {
  expect(['Rita Example', ' Rita ', 'Md Example', 'J. Example'].map(firstNameOf)).toEqual([
    'Rita',
    'Rita',
    'Md Example',
    'J. Example',
  ])
})
