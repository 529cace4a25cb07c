/**
 * The circles of a graph: its strongly connected components of more than one node (Tarjan, "Depth-first search and
 * linear graph algorithms", 1972).
 *
 * @param arrows For each node, the nodes that it points to; all of them must be keys.
 * @returns Each circle's nodes in alphabetical order.
 */
export function findCircles(arrows: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const path: string[] = [];
  const circles: string[][] = [];

  function visit(node: string): number {
    const own = order.size;
    order.set(node, own);
    path.push(node);
    let low = own;
    for (const next of arrows.get(node) ?? []) {
      if (!order.has(next)) low = Math.min(low, visit(next));
      else if (path.includes(next)) low = Math.min(low, lowest.get(next) ?? order.get(next) ?? low);
    }
    lowest.set(node, low);
    if (low === own) {
      const circle = path.splice(path.indexOf(node));
      if (circle.length > 1) circles.push(circle.sort());
    }
    return low;
  }

  for (const node of arrows.keys()) if (!order.has(node)) visit(node);
  return circles;
}
