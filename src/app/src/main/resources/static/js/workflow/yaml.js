// Writes a workflow as YAML, short things in a line. Reading is the server's work. Comments on lines of their own stay
// with what they stand above.

const WIDTH = 110;
const RESERVED = new Set(['true', 'false', 'null', 'yes', 'no', 'on', 'off', 'y', 'n']);

/** The whole file. */
export function write(doc, comments = new Map()) {
  const lines = [];
  const above = (key) => lines.push(...(comments.get(key) ?? []));
  for (const [key, value] of Object.entries(doc)) {
    above(key);
    if (key === 'steps') {
      lines.push(value.length ? 'steps:' : 'steps: []');
      for (const step of value) {
        above(`step ${step.id}`);
        lines.push(...item(step, 2));
      }
    } else if (isMap(value) && (key === 'inputs' || key === 'outputs')) {
      lines.push(Object.keys(value).length ? `${key}:` : `${key}: {}`);
      for (const [name, one] of Object.entries(value)) {
        above(`${key} ${name}`);
        lines.push(...member(name, one, 2));
      }
    } else lines.push(...member(key, value, 0));
  }
  lines.push(...(comments.get('') ?? []));
  return `${lines.join('\n')}\n`;
}

/** Comments that have lines of their own, by what they stand above. */
export function commentsOf(text) {
  const comments = new Map();
  let waiting = [];
  let section = '';
  for (const line of text.split('\n')) {
    const bare = line.trimEnd();
    if (/^\s*#/.test(bare)) { waiting.push(bare); continue; }
    if (!bare.trim()) { if (waiting.length) waiting.push(''); continue; }
    const top = /^([\w-]+)\s*:/.exec(bare);
    const step = /^\s*-\s+(?:\{\s*)?id:\s*["']?([\w.-]+)/.exec(bare);
    const entry = /^\s{1,4}["']?([\w.-]+)["']?\s*:/.exec(bare);
    if (top) section = top[1];
    let key = null;
    if (top) key = top[1];
    else if (step && section === 'steps') key = `step ${step[1]}`;
    else if (entry && (section === 'inputs' || section === 'outputs')) key = `${section} ${entry[1]}`;
    if (waiting.length && key) comments.set(key, waiting);
    if (key) waiting = [];
  }
  if (waiting.length) comments.set('', waiting);
  return comments;
}

const isMap = (v) => v !== null && typeof v === 'object' && !Array.isArray(v);
const pad = (n) => ' '.repeat(n);

function member(name, value, indent) {
  const head = `${pad(indent)}${scalar(name)}:`;
  if (typeof value === 'string' && value.includes('\n') && canBeBlock(value)) {
    return [`${head} |${value.endsWith('\n') ? '' : '-'}`, ...value.replace(/\n$/, '').split('\n').map((l) => (l ? pad(indent + 2) + l : ''))];
  }
  const flat = name === 'cache' && value === 'off' ? value : typeof value === 'string' && isPlain(value) ? value : flow(value);
  if (!isLarge(value) || head.length + flat.length + 1 <= WIDTH) return [`${head} ${flat}`];
  return [head, ...block(value, indent + 2)];
}

function item(value, indent) {
  const inside = isMap(value) ? Object.entries(value).flatMap(([k, v]) => member(k, v, indent + 2)) : [pad(indent + 2) + flow(value)];
  if (!inside.length) return [`${pad(indent)}- {}`];
  inside[0] = `${pad(indent)}- ${inside[0].slice(indent + 2)}`;
  return inside;
}

function block(value, indent) {
  return Array.isArray(value) ? value.flatMap((v) => item(v, indent)) : Object.entries(value).flatMap(([k, v]) => member(k, v, indent));
}

/** Whether a text needs no quotes where it has a line to itself. */
const isPlain = (s) => /^[\p{L}_][^\n\r\t]*$/u.test(s) && !/: | #|[: ]$/.test(s) && !/[\u0000-\u001f]/.test(s) && !UNPRINTABLE.test(s) && !RESERVED.has(s.toLowerCase());

const isLarge = (v) => (Array.isArray(v) ? v.length > 0 : isMap(v) && Object.keys(v).length > 0);
/** What a block of lines keeps as it is. */
const canBeBlock = (s) => /^\S/.test(s) && !/\n\n$|[\t\r]| $| \n/.test(s) && !UNPRINTABLE.test(s);

function flow(value) {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (isMap(value)) return `{${Object.entries(value).map(([k, v]) => `${scalar(k)}: ${flow(v)}`).join(', ')}}`;
  return scalar(value);
}

const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;
const escapes = (s) => s.replace(new RegExp(UNPRINTABLE, 'g'), (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

function scalar(value) {
  if (typeof value !== 'string') return JSON.stringify(value ?? null);
  const plain = /^[\p{L}_][\p{L}\p{N}_ ./<>-]*$/u.test(value) && !value.endsWith(' ') && !/ [#-]|  /.test(value) && !RESERVED.has(value.toLowerCase());
  return plain ? value : escapes(JSON.stringify(value));
}
