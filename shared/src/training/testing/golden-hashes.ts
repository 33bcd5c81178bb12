/** SHA-256 of θ after the golden runs, numerics version 1 (SPEC NU4). A change here is a new numerics version. */
import type { NonLinearityName } from '../../model/non-linearity.ts';

export const goldenHashes: Readonly<Record<NonLinearityName, string>> = {
  logistic: '5e9390d5fa0b99acc614a974e351b8a1b439258cd573de877e3603fcd576b3e4',
  tanh: 'a20cea64cf1bd8cc58ff8cb1bbd485980264b3bce251168da158627a771c9ef3',
  hardTanh: '30ab4ffe783e980c93ce9ae4bdca34e1c763e30c61b9c0361a54ffee047356ed',
  relu: '91d8b70d0254b7e2b926ce22ade6302c27d6399f22079f5fa6eeefcaebf02790',
  leakyRelu: '0ad2a3515be1f5ba85caab8f482ecf3f931436176d00c8246a79c42218895f0c',
  gelu: '4ba3e574c8c874cee243d3026d8194787eeb58bce1ffaf7fd61c7d67c3121f42',
  identity: 'c4a9a0c7858ad2ca264afa8b0e54dddc4cb427300efb6ee1779eb9b26c86383d',
};
