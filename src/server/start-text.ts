/** What the server prints for the person who started it. */
import { encodeQR } from 'qr'
import type { Config } from './config.ts'
import type { DemoCodes } from './demo/run-demo.ts'
import { isSecureOrigin, joinLink } from './phone-access.ts'

export function addressText(config: Config): string {
  const { publicUrl, dataDir, databaseUrl } = config
  const isForPhones = publicUrl.startsWith('https:')
  return [
    '',
    'Petition Pack is running.',
    `  On this machine:  ${localUrl(config)}`,
    ...(isForPhones ? [`  On phones:        ${publicUrl}`] : []),
    `  Its data:         ${databaseUrl === undefined ? dataDir : 'PostgreSQL'}`,
    '',
    ...(isForPhones ? [] : [...httpsHelp(config), '']),
    '',
  ].join('\n')
}

/** A link that lets in one organiser, and the same as a QR code. */
export function organiserLinkText(config: Config, code: string, { inColour = false } = {}): string {
  const link = joinLink(config.publicUrl, code) ?? `${localUrl(config)}/join#${code}`
  return [
    'To set up a petition, open this link. It lets in one organiser, once:',
    '',
    `  ${link}`,
    '',
    qrText(link, inColour),
    '',
  ].join('\n')
}

/** One link for each role. Each opens in a browser of its own, or a private window: one browser is one person. */
export function demoText(config: Config, codes: DemoCodes): string {
  const links = Object.entries(codes).map(([role, { name, code }]) => {
    const link = joinLink(config.publicUrl, code) ?? `${localUrl(config)}/join#${code}`
    return `  ${`${role} (${name}):`.padEnd(30)}${link}`
  })
  return [
    'This is a demo, based on public reports of 2017; its people and doors are made up.',
    'Open each link in a browser, or a browser profile, of its own:',
    '',
    ...links,
    '',
    '',
  ].join('\n')
}

/** Where a browser on this machine reaches the server: always a secure origin. */
const localUrl = ({ port, publicUrl }: Config) =>
  publicUrl.startsWith('http:') && isSecureOrigin(publicUrl) ? publicUrl : `http://localhost:${port}`

function httpsHelp({ port, publicUrl }: Config): readonly string[] {
  const why = isSecureOrigin(publicUrl)
    ? 'Phones need an https address.'
    : `Phones can't collect at ${publicUrl}: they need an https address.`
  return [
    `${why} Put a web server with a certificate in front, for instance Caddy:`,
    `  caddy reverse-proxy --from petition.example.org --to localhost:${port}`,
    'and start with that address: PUBLIC_URL=https://petition.example.org npm start',
  ]
}

/** Light squares on a dark ground whatever the terminal's own colours, so that every camera reads it. */
function qrText(text: string, inColour: boolean): string {
  const lines = encodeQR(text, 'ascii').trimEnd().split('\n')
  return lines.map((line) => (inColour ? `  \u001b[97;40m${line}\u001b[0m\n` : `  ${line}\n`)).join('')
}
