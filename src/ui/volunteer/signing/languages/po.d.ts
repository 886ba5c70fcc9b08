/** A catalogue as Lingui's plugin makes a module of it. */
declare module '*.po' {
  export const messages: import('@lingui/core').Messages
}
