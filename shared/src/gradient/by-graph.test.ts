import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agreement } from './agreement.ts';
import { networkGraph } from './by-graph.ts';
import { backward, gradientOf, type GraphNode } from './graph.ts';
import { configure, recipes } from './testing/configuration.ts';

test('NU2 the values on the graph are those of the forward pass, bit for bit', () => {
  const property = fc.property(recipes, (recipe) => {
    const { model, xs, windows, objective } = configure(recipe);
    const graph = networkGraph(model, xs, objective);
    graph.windows.forEach(({ s, layers }, w) => {
      expect(s.value).toEqual(windows[w].s);
      layers.forEach(({ z, h }, l) => {
        expect(z.value).toEqual(windows[w].layers[l].z);
        expect(h.value).toEqual(windows[w].layers[l].h);
      });
    });
  });
  fc.assert(property, { numRuns: 50 });
});

test('GR2 δ is downstream of f and upstream of W, b and the input', () => {
  const property = fc.property(recipes, (recipe) => {
    const { model, xs, objective } = configure({ ...recipe, objective: { of: 'J', y: 0 } });
    const graph = networkGraph(model, xs, objective);
    const gradients = backward(graph.output);
    graph.layers.forEach(({ W, b }, l) => {
      const intoParameters = new Map([W, b].map((node) => [node, new Float64Array(node.value.length)]));
      for (const { layers } of graph.windows) {
        const { z, h } = layers[l];
        const [wx] = z.inputs;
        const [, input] = wx.inputs;
        const edges: readonly (readonly [GraphNode, readonly GraphNode[]])[] = [
          [h, [z]],
          [z, [wx, b]],
          [wx, [W, input]],
        ];
        for (const [node, into] of edges) {
          node.downstream(gradientOf(gradients, node)).forEach((downstream, i) => {
            const sum = intoParameters.get(into[i]);
            if (sum) downstream.forEach((entry, k) => (sum[k] += entry));
            else expect(agreement('', downstream, gradientOf(gradients, into[i])).difference).toBe(0);
          });
        }
      }
      // The windows of a pair share the parameters: at that branch their gradients sum.
      for (const [node, sum] of intoParameters) {
        expect(agreement(node.operation, sum, gradientOf(gradients, node)).difference).toBeLessThan(1e-15);
      }
    });
  });
  fc.assert(property, { numRuns: 50 });
});
