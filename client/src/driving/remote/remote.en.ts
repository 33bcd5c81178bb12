/** The instructor's link, and a new one. */
export const remote = {
  link: 'Instructor’s link',
  linkHint: 'Opens the class as the instructor in any browser. No address bar shows it.',
  ask: 'Somebody has seen it…',
  sure: 'Make a new link? The old one is refused from then on, on every device: other instructors and your phone need the new one.',
  change: 'Make a new link',
  changed: 'This is the new link. The old one is refused.',
};
