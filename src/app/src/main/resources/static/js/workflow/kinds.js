// Kinds of values, as tools declare them: image, list<text>, any. The same rules as the server's.

export const PLAIN = ['image', 'text', 'number', 'flag', 'detections', 'masks', 'keypoints', 'classification', 'embedding', 'depth_map', 'visual_prompts', 'video', 'audio', 'record', 'any'];

/** What the items of a list are; null for what is no list. */
export const inner = (kind) => /^list<(.*)>$/.exec(kind)?.[1] ?? null;

export function accepts(wanted, given) {
  if (wanted === 'any' || wanted === given) return true;
  return Boolean(inner(wanted) && inner(given)) && accepts(inner(wanted), inner(given));
}

/** Whether a value may turn out to fit. What is not known (null) may. */
export function mayFit(wanted, given) {
  if (!wanted || !given || given === 'any' || accepts(wanted, given)) return true;
  return Boolean(inner(wanted) && inner(given)) && mayFit(inner(wanted), inner(given));
}

/** What a step that runs for each of something is given; null where there are no items. */
export function element(kind) {
  if (!kind) return null;
  return inner(kind) ?? (['detections', 'masks', 'any'].includes(kind) ? kind : null);
}

/** How a value comes to a port: 'yes' as it is, 'list' as the item of a list, 'each' item by item, 'no'. */
export function fit(wanted, given) {
  if (mayFit(wanted, given)) return 'yes';
  if (inner(wanted) && mayFit(inner(wanted), given)) return 'list';
  if (inner(given) && mayFit(wanted, inner(given))) return 'each';
  return 'no';
}

/** The family a kind is coloured by. */
export function family(kind) {
  const plain = String(kind ?? '').replace(/list<|>/g, '');
  if (['image', 'depth_map', 'video'].includes(plain)) return 'picture';
  if (['detections', 'masks', 'keypoints', 'visual_prompts'].includes(plain)) return 'regions';
  if (['text', 'number', 'flag', 'classification'].includes(plain)) return 'words';
  return 'other';
}
