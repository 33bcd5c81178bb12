/** jsdom measures nothing and has no media queries: a light page on which motion is welcome, wide until `narrow` says otherwise. */
export const page = { narrow: false };

window.ResizeObserver = class {
  observe = (): void => {};
  unobserve = (): void => {};
  disconnect = (): void => {};
};
window.matchMedia = (media) =>
  Object.assign(new EventTarget(), {
    matches: media.includes('max-width') && page.narrow,
    media,
    onchange: null,
    addListener: () => {},
    removeListener: () => {},
  });
