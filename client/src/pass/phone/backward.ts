/** The backward pass, an operation per screen: upstream, local, downstream, row by row. Here is where it begins, at the loss. */
import { headOf } from '@deltaboard/shared/model/head.ts';
import type { Reals } from '@deltaboard/shared/model/matrix.ts';
import type { Symbol } from '../board/tensors.ts';
import type { Differentiated } from '../workbench/parts.ts';
import { Terms } from '../workbench/terms.ts';
import { ofBias, ofScoreWeights, ofWeights } from './of-parameters.ts';
import { inInk, labelled, plain, repeated, type Card, type Place } from './parts.ts';
import { intoActivations, intoInput, throughNonLinearity } from './through-layers.ts';

export function backwardCard(place: Place, tensor: Differentiated): Card {
  switch (tensor) {
    case 'J':
      return beginningCard(place);
    case 's':
      return throughLossCard(place);
    case 'u':
      return ofScoreWeights(place);
    case 'h':
      return intoActivations(place);
    case 'z':
      return throughNonLinearity(place);
    case 'b':
      return ofBias(place);
    case 'W':
      return ofWeights(place);
    case 'x':
      return intoInput(place);
  }
}

function beginningCard(place: Place): Card {
  const value = place.picture.gradientOfJ;
  const name = place.name('gradientOfJ');
  const values = value === null ? null : Float64Array.of(value);
  return {
    ...plain,
    quantity: 'gradientOfJ',
    columns: [place.numbers(name, 'downstream', 'gradients', null, values)],
    signs: [''],
    rows: [''],
    row: 0,
    index: () => null,
    name,
  };
}

/** ∂J/∂J times what the head says; of s a 1. */
function throughLossCard(place: Place): Card {
  const { picture, isSoftmax, index, reads } = place;
  const made = place.column('gradientOfS', 'downstream');
  const k = isSoftmax ? index : 0;
  const rows = labelled(place);
  const name = reads.partial(reads.score(k));
  const common = { ...plain, quantity: 'gradientOfS', rows: isSoftmax ? rows : [''], row: k, name } as const;
  const only = { ...common, index: (row: number) => (isSoftmax ? row : null) };
  if (picture.objective === 's') return { ...only, columns: [isSoftmax ? made : inInk(made)], signs: [''] };
  const local = new Terms(picture).residual('column');
  const top = picture.gradientOfJ;
  const upstream = place.numbers(
    place.name('gradientOfJ'),
    'upstream',
    'gradients',
    null,
    repeated(top, rows.length),
  );
  if (isSoftmax) {
    const values = local.value?.form === 'column' ? local.value.values : null;
    const slope = place.numbers(local, 'local', 'values', 1, values);
    return { ...only, columns: [upstream, slope, made], signs: ['', '·', '='] };
  }
  const slope = slopeOfLoss(place);
  return {
    ...only,
    columns: [upstream, place.numbers(slope, 'local', 'values', null, slope.values), inInk(made)],
    signs: ['', '·', '='],
  };
}

/** ∂J/∂s as the head has it, of its one score: p − y, or of a pair ∓1 where the margin is not reached. */
function slopeOfLoss({ picture }: Place): Symbol & { readonly values: Reals | null } {
  const { head, p, header, J, example } = picture;
  if (headOf(head).windows === 1) {
    const gold = header?.gold ?? null;
    const values = p === null || gold === null ? null : Float64Array.of(p - gold);
    return { tex: '(p - y)', text: '(p − y)', values };
  }
  const slope = J === 0 ? 0 : example.window === 0 ? -1 : 1;
  return {
    tex: '\\partial J/\\partial s',
    text: '∂J/∂s',
    values: J === null ? null : Float64Array.of(slope),
  };
}
