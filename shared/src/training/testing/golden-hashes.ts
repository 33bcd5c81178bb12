/** SHA-256 of θ after the golden runs, numerics version 1 (SPEC NU4). A change here is a new numerics version. */
import type { NonLinearityName } from '../../model/non-linearity.ts';

export const goldenHashes: Readonly<Record<NonLinearityName, string>> = {
  logistic: '383ee6cb9989a436c81d80e7a2d06b696033f5a0c98e9b84b7064c408edf50c5',
  tanh: '104e3c4738caa91691e0919731f23f5ace9f4c39fc4895c48d06acdd0975a070',
  hardTanh: '2065e6406afad4bc57f5b41c52f2a559f0c4a7972bb78d49c82abf395bdd0578',
  relu: '0e140984b0d3107b0554c2000fa52afa8e5e8b9f8ca8c5412ae3eeaa82a2f20f',
  leakyRelu: 'ce6c959e6ef5c45233fed986a959a34a77faaf8faf7cb1bb858b3ed64278350f',
  gelu: '698e8f52f6c3884f0c489e359d5bf889ba144eabd3824c756f020a6244c3fe03',
  identity: '7e8a21aef86048cea03f065323f9b2449cbec01e21995bc817f7ca44da7b995a',
};
