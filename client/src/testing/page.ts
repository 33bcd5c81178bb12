/** jsdom measures nothing and has no media queries: a light page on which motion is welcome, wide until `narrow` says otherwise. */
export const page = { narrow: false };

window.ResizeObserver = class {
  observe = (): void => {};
  unobserve = (): void => {};
  disconnect = (): void => {};
};
window.matchMedia = (media) => {
  const query = Object.assign(new EventTarget(), {
    matches: false,
    media,
    onchange: null,
    addListener: () => {},
    removeListener: () => {},
  });
  // Read whenever it is asked: a query may be older than the test that narrows the page.
  return Object.defineProperty(query, 'matches', { get: () => media.includes('max-width') && page.narrow });
};
