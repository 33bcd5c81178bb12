/** SHA-256 of everything that moves after the golden runs (SPEC NU4). A change here is a new numerics version. */
import type { GoldenKernels, GoldenName } from './golden.ts';

const ofVersion1: Readonly<Record<GoldenName, string>> = {
  logistic: '5e9390d5fa0b99acc614a974e351b8a1b439258cd573de877e3603fcd576b3e4',
  tanh: 'a20cea64cf1bd8cc58ff8cb1bbd485980264b3bce251168da158627a771c9ef3',
  hardTanh: '30ab4ffe783e980c93ce9ae4bdca34e1c763e30c61b9c0361a54ffee047356ed',
  relu: '91d8b70d0254b7e2b926ce22ade6302c27d6399f22079f5fa6eeefcaebf02790',
  leakyRelu: '0ad2a3515be1f5ba85caab8f482ecf3f931436176d00c8246a79c42218895f0c',
  gelu: '4ba3e574c8c874cee243d3026d8194787eeb58bce1ffaf7fd61c7d67c3121f42',
  identity: 'c4a9a0c7858ad2ca264afa8b0e54dddc4cb427300efb6ee1779eb9b26c86383d',
  'no layer': '7378752ecc98aee352899d24501886afa12571c5b0e9b3cf7026ce8aec5e4eaa',
  'four layers': 'de08d327f93e3e8e2c973e62c50092d1b4da8d57f85b83151d2871e80d826d28',
  softmax: '2e78221f3a8f319ff1e8c79f72f2d04783eb2a14371018925f4db3b31695da2e',
  'max-margin': '3df323327b49980bda8af88ab46d245cc637f02650a93b02c0d0250900040fa3',
  'batch of 5': 'c24b98d01d12242fe6508e8e7b5ef1474e3bae179314ba47ebe81ef79904723b',
  AdaGrad: '334e7b312b6b2eb6cbd6271f96b4a5117aca77911177996fe4c13cd305781bbd',
  L2: '3b646e9192d87d9ea9c87ef41e355e34c1826e88638a754a7bb6dfaf812e5366',
  'trained vectors': 'cfe79476ded42e70b6bb9c250bbabd34950b68fbf07733e044cb43a1f5958d0f',
  everything: '7a4e451079da99d3a7f4500654235fce8d970aec6481d46792a8d31757a302c4',
  'large steps': 'c5025ec371b2f76acf478f0bf9dcf785451bfbce12870306c5e2ebce36fcd71b',
  Newsroom: 'b6169c6d363d1366ebe897135960a4a16ad8be0c536913030191e15c4804e817',
};

/** Those that are not the same: where no function rounds otherwise, the versions have the same bits. */
const ofVersion2: Readonly<Record<GoldenName, string>> = {
  ...ofVersion1,
  'four layers': '0d5cc9088cf39881530f34330903e306844c337d9ca7a493c137408bd5c6974d',
  softmax: 'bd3a6c2c3c8317060597ddb54c91c2013d8be4b0edd6c3c7fe6429570a3bae7a',
  'large steps': '9cee2dbb417d9d9d1d9ddfb9e8b2f3e3e225a31ef0d88ad1f0cf9a55c062b1c5',
};

export const goldenHashes: Readonly<Record<GoldenKernels, Readonly<Record<GoldenName, string>>>> = {
  'version 1': ofVersion1,
  'version 2': ofVersion2,
  'version 2 in WebAssembly': ofVersion2,
};
