/** What giving a street and taking it back say, whoever does it. */
export const giveStreetText = {
  label: 'Give this street to',
  hint: 'Several people may have one street. It comes to their phones when they next have a connection.',
  empty: 'Choose somebody',
  give: 'Give the street',
  chooseFirst: 'Choose who gets the street',
  takeBack: 'Take back',
  takeBackFrom: (name: string) => `Take the street back from ${name}`,
}
