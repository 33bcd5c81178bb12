import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agreement } from './agreement.ts';
import { networkGraph } from './by-graph.ts';
import { backward, gradientOf, type GraphNode } from './graph.ts';
import { configure, recipes } from './testing/configuration.ts';

test('NU2 the values on the graph are those of the forward pass, bit for bit', () => {
  const property = fc.property(recipes, (recipe) => {
    const { model, x, activations, objective } = configure(recipe);
    const graph = networkGraph(model, x, objective);
    expect(graph.s.value[0]).toBe(activations.s);
    graph.layers.forEach(({ z, h }, l) => {
      expect(z.value).toEqual(activations.layers[l].z);
      expect(h.value).toEqual(activations.layers[l].h);
    });
  });
  fc.assert(property, { numRuns: 50 });
});

test('GR2 δ is downstream of f and upstream of W, b and the input', () => {
  const property = fc.property(recipes, (recipe) => {
    const { model, x, objective } = configure(recipe);
    const graph = networkGraph(model, x, objective);
    const gradients = backward(graph.output);
    for (const { W, b, z, h } of graph.layers) {
      const delta = gradientOf(gradients, z);
      const [wx] = z.inputs;
      const [, input] = wx.inputs;
      const edges: readonly (readonly [GraphNode, readonly GraphNode[]])[] = [
        [h, [z]],
        [z, [wx, b]],
        [wx, [W, input]],
      ];
      for (const [node, into] of edges) {
        node.downstream(gradientOf(gradients, node)).forEach((downstream, i) => {
          expect(agreement(node.operation, downstream, gradientOf(gradients, into[i])).difference).toBe(0);
        });
      }
      expect(gradientOf(gradients, b)).toEqual(delta);
    }
  });
  fc.assert(property, { numRuns: 50 });
});
