/** What the driver chooses for the projector. */
export const projector = {
  title: 'On the projector',
  intro:
    'A projector only shows: nothing on it can be pressed. What you choose here, every projector of the class shows.',
  language: 'Language',
  own: 'its browser’s',
  theme: 'Colours',
  themes: { light: 'light', dark: 'dark' },
  blank: 'B blanks it, and shows it again.',
  close: 'Close',
};
