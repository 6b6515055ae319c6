/** What the server is asked for marks. One question a mark at a time; an answer that came too late is dropped. */
import { contains, readMask } from './rle.js';

export class Asks {
  /**
   * @param api the page's: `post(path, tree, {signal})` → the answer's tree; rejects with a Fault whose message a person can read
   * @param marks whose state is kept up
   * @param tell told {warnings} and faults, for people
   */
  constructor(api, marks, tell) {
    this.api = api;
    this.marks = marks;
    this.tell = tell;
    this.running = new Map();
  }

  /** Asks for every mark that was drawn and not asked for yet, and stops asking for those that are gone. */
  follow() {
    for (const [id, ask] of this.running) {
      const mark = this.marks.find(id);
      if (!mark || mark.rev !== ask.rev) {
        ask.controller.abort();
        this.running.delete(id);
      }
    }
    for (const mark of this.marks.all) {
      if (mark.state !== 'done' && mark.state !== 'failed' && !this.running.has(mark.id)) {
        this.ask(mark);
      }
    }
  }

  async ask(mark) {
    const ask = { rev: mark.rev, controller: new AbortController() };
    this.running.set(mark.id, ask);
    const settle = (members) => this.marks.settle(mark.id, mark.rev, members);
    try {
      const answer = await callTool(this.api, 'segment', segmentArguments(mark), ask.controller.signal);
      this.over(mark.id, ask);
      const [region] = answer.value.regions;
      if (!region || !region.mask) {
        settle({ state: 'failed', mask: null, box: boxOf(mark.prompts), score: null, error: { key: 'canvas.nothing' } });
        return;
      }
      const members = { state: 'done', error: null, mask: region.mask, box: region.box, score: scoreOf(region) };
      if (settle(members)) {
        this.tell({ mark: this.marks.find(mark.id), warnings: answer.warnings ?? [] });
      }
    } catch (fault) {
      this.over(mark.id, ask);
      if (!isAborted(fault)) {
        settle({ state: 'failed', box: mark.box ?? boxOf(mark.prompts), error: faultOf(fault) });
        this.tell({ mark: this.marks.find(mark.id), fault: faultOf(fault) });
      }
    }
  }

  over(id, ask) {
    if (this.running.get(id) === ask) {
      this.running.delete(id);
    }
  }

  /** What looks like a mark, in a picture: regions. */
  async similar(mark, sizeOfItsPicture, picture, signal) {
    const frame = { image: mark.picture, ...sizeOfItsPicture };
    const answer = await callTool(
      this.api,
      'find_similar',
      {
        image: { artifact: picture },
        exemplar_image: { artifact: mark.picture },
        exemplar_regions: { frame, regions: [{ label: mark.label || 'similar', box: mark.box, mask: mark.mask }] },
      },
      signal,
    );
    return { regions: answer.value.regions, warnings: answer.warnings ?? [] };
  }

  stop() {
    this.running.forEach((ask) => ask.controller.abort());
    this.running.clear();
  }
}

/** A fault for people: the server's own words, where it has some. */
export function faultOf(fault) {
  return fault.message ? { text: fault.message } : { key: fault.kind === 'offline' ? 'canvas.offline' : 'canvas.fault' };
}

const isAborted = (fault) => fault.kind === 'aborted' || fault.name === 'AbortError';

/**
 * What `segment` takes for a mark. A box, a lasso and the earlier mask say where it is; points and scribbles refine that. A
 * point of it outside its box means that it is larger than the box; and an earlier mask that a point speaks against stays
 * out, since models trust a mask more than points (seen: a click on the fur after one on the eye left the eye alone).
 */
export function segmentArguments(mark) {
  const last = (member) => mark.prompts.filter((p) => p[member]).at(-1) ?? null;
  const strokes = mark.prompts.filter((p) => p.point || p.scribble);
  const lasso = last('mask');
  const drawn = last('box')?.box ?? (lasso ? boxOf([lasso]) : null);
  const reaches = (box) =>
    strokes.every((p) => !p.positive || pointsOf(p).every(([x, y]) => x >= box[0] && y >= box[1] && x <= box[2] && y <= box[3]));
  const agrees = (rle) => {
    const known = readMask(rle);
    return strokes.every((p) => pointsOf(p).every(([x, y]) => contains(known, x, y) === p.positive));
  };
  const mask = [mark.prompts.length > 1 ? mark.mask : null, lasso?.mask].find((rle) => rle && agrees(rle)) ?? null;
  const prompts = strokes.map(({ point, scribble, positive }) => (point ? { point, positive } : { scribble, positive }));
  const args = { image: { artifact: mark.picture }, limit: 1 };
  if (drawn && reaches(drawn)) {
    args.regions = { regions: [{ label: 'drawn', box: drawn, ...(mask ? { mask } : {}) }] };
  } else if (mask) {
    prompts.unshift({ mask });
  }
  if (prompts.length > 0) {
    args.prompts = prompts;
  }
  return args;
}

/** The points that a prompt was drawn with. */
export function pointsOf(prompt) {
  if (prompt.point) {
    return [prompt.point];
  }
  if (prompt.box) {
    return [prompt.box.slice(0, 2), prompt.box.slice(2)];
  }
  return prompt.scribble ?? prompt.lasso ?? [];
}

/** The box about what was drawn, or null. */
export function boxOf(prompts) {
  const points = prompts.flatMap(pointsOf);
  if (points.length === 0) {
    return null;
  }
  const xs = points.map((p) => p[0]);
  const ys = points.map((p) => p[1]);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function scoreOf(region) {
  const score = Number(region.attributes?.mask_score ?? region.score);
  return Number.isFinite(score) ? score : null;
}

async function callTool(api, tool, args, signal) {
  return api.post(`/tools/${tool}`, { arguments: args }, { signal });
}
