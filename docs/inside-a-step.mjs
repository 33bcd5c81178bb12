// Trains the small network, stops inside step 7, and prints δ: the board's numbers at the same place.
import { bundled, gradients, presets, train } from 'deltaboard';

const run = train(presets.board, bundled(), { steps: 6 });
const step = run.inside(); // forward and backward of step 7, and no update yet
const [{ words, centre }] = step.examples[0].windows;
const [{ y, J, values, gradient }] = gradients(step); // one example: the batch of this preset is 1

console.log(`step ${step.number}: ${words.map((word, t) => (t === centre ? `[${word}]` : word)).join(' ')}`);
console.log(`y = ${y}, s = ${values[0].s[0]}, J = ${J}`);
const [{ z: delta }] = gradient.windows[0].layers;
delta.forEach((entry, i) => console.log(`δ${i + 1} = ${entry}`));

const [onTheGraph] = gradients(step, 'on the graph');
const apart = onTheGraph.gradient.windows[0].layers[0].z.map((entry, i) => Math.abs(entry - delta[i]));
console.log(`by hand and on the graph differ by ${Math.max(...apart)} at the most`);
run.advance(); // the update of step 7
