/** jsdom measures nothing and has no media queries: a wide and light page on which motion is welcome. */

window.ResizeObserver = class {
  observe = (): void => {};
  unobserve = (): void => {};
  disconnect = (): void => {};
};
window.matchMedia = (media) =>
  Object.assign(new EventTarget(), {
    matches: false,
    media,
    onchange: null,
    addListener: () => {},
    removeListener: () => {},
  });
