// Where the nodes of a graph stand: from left to right by what they wait for, those that belong together near each other.

const GAP_X = 84;
const GAP_Y = 22;
const EDGE = 24;
const LANE = 12;

/**
 * @param nodes [{key, width, height}], in the order of the file
 * @param edges [{from, to, lane}] keys of nodes; edges of one lane may lie on each other
 * @returns {places: Map key → {x, y, column}, routes: for each edge the points that it goes through, width, height}
 */
export function layout(nodes, edges) {
  const columns = columnsOf(nodes, edges);
  const lanes = lanesThrough(columns, edges);
  const order = ordered(columns, lanes.edges);
  const heights = order.map((column) => column.reduce((sum, n) => sum + n.height + GAP_Y, -GAP_Y));
  const tallest = Math.max(0, ...heights);
  const places = new Map();
  let x = EDGE;
  order.forEach((column, i) => {
    let y = EDGE + (tallest - heights[i]) / 2;
    const wide = Math.max(0, ...column.map((n) => n.width));
    for (const node of column) {
      places.set(node.key, { x, y, column: i, width: wide });
      y += node.height + GAP_Y;
    }
    x += wide + GAP_X;
  });
  const routes = lanes.through.map((keys) => keys.flatMap((key) => {
    const at = places.get(key);
    return [[at.x, at.y + LANE / 2], [at.x + at.width, at.y + LANE / 2]];
  }));
  lanes.keys.forEach((key) => places.delete(key));
  return { places, routes, width: x - GAP_X + EDGE, height: tallest + 2 * EDGE };
}

/** Places for edges to go through columns between their ends, so that they go past nodes and not behind them. */
function lanesThrough(columns, edges) {
  const at = new Map(columns.flatMap((column, i) => column.map((n) => [n.key, i])));
  const keys = new Set();
  const short = [];
  const through = edges.map(({ from, to, lane }) => {
    const own = [];
    let last = from;
    for (let i = (at.get(from) ?? 0) + 1; i < (at.get(to) ?? 0); i++) {
      const key = `lane ${lane} ${i}`;
      if (!keys.has(key)) {
        keys.add(key);
        columns[i].push({ key, width: 0, height: LANE });
      }
      short.push({ from: last, to: key });
      own.push(key);
      last = key;
    }
    short.push({ from: last, to });
    return own;
  });
  return { edges: short, through, keys };
}

function columnsOf(nodes, edges) {
  const into = new Map(nodes.map((n) => [n.key, []]));
  for (const { from, to } of edges) if (into.has(from) && into.has(to)) into.get(to).push(from);
  const depth = new Map();
  const visiting = new Set();
  const deep = (key) => {
    if (depth.has(key)) return depth.get(key);
    if (visiting.has(key)) return 0; // A circle; the check tells of it.
    visiting.add(key);
    const d = into.get(key).reduce((most, from) => Math.max(most, deep(from) + 1), 0);
    visiting.delete(key);
    depth.set(key, d);
    return d;
  };
  nodes.forEach((n) => deep(n.key));
  const least = depth.has('inputs') ? 1 : 0;
  const last = Math.max(least, ...nodes.filter((n) => n.key !== 'outputs').map((n) => depth.get(n.key))) + 1;
  const columns = [];
  for (const node of nodes) {
    const at = node.key === 'inputs' ? 0 : node.key === 'outputs' ? last : Math.max(least, depth.get(node.key));
    (columns[at] ??= []).push(node);
  }
  return columns.filter(Boolean);
}

/** Few crossings: each column in the order of the middles of what it is linked with, back and forth. */
function ordered(columns, edges) {
  const near = new Map();
  const link = (a, b) => near.set(a, [...(near.get(a) ?? []), b]);
  edges.forEach(({ from, to }) => { link(from, to); link(to, from); });
  const order = columns.map((c) => [...c]);
  const rank = new Map();
  const rerank = (column) => column.forEach((n, i) => rank.set(n.key, (i + 0.5) / column.length));
  order.forEach(rerank);
  for (let sweep = 0; sweep < 4; sweep++) {
    const all = sweep % 2 ? [...order.keys()].reverse() : [...order.keys()];
    for (const i of all) {
      const middle = (n) => {
        const ranks = (near.get(n.key) ?? []).map((k) => rank.get(k)).filter((r) => r !== undefined);
        return ranks.length ? ranks.reduce((a, b) => a + b, 0) / ranks.length : rank.get(n.key);
      };
      const middles = new Map(order[i].map((n) => [n.key, middle(n)]));
      order[i].sort((a, b) => middles.get(a.key) - middles.get(b.key));
      rerank(order[i]);
    }
  }
  return order;
}
