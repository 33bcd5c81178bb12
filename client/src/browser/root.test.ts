import { expect, test } from 'vitest';
import { rootOf } from './root.ts';

test.each([
  ['/', '/'],
  ['/r/KQ7M-2P', '/'],
  ['/r/kq7m2p/', '/'],
  ['/privacy', '/'],
  ['/admin/', '/'],
  ['/deltaboard/', '/deltaboard/'],
  ['/deltaboard/r/KQ7M-2P', '/deltaboard/'],
  ['/deltaboard/privacy', '/deltaboard/'],
  ['/schools/b7/deltaboard/r/KQ7M-2P/', '/schools/b7/deltaboard/'],
  ['/r/r/KQ7M-2P', '/r/'],
])('DR6 of %s the first page is %s', (pathname, root) => {
  expect(rootOf(pathname)).toBe(root);
});
