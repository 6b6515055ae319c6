// The server's REST API. Whatever goes wrong comes out as a Fault with a sentence for a person.

const BASE = '/api/v1';
const KEY = 'eyes4j.key';

/** What went wrong: kind is the problem's slug, 'offline' where the server did not answer, 'aborted' where it was given up. */
export class Fault extends Error {
  constructor(kind, message, { status = 0, field = '', retryAfter = 0 } = {}) {
    super(message);
    Object.assign(this, { kind, status, field, retryAfter });
  }

  static of(problem, status = 0) {
    const slug = String(problem?.type ?? '').split('/').pop() || 'internal';
    return new Fault(slug, problem?.detail || problem?.title || '', {
      status: problem?.status ?? status, field: problem?.field ?? '', retryAfter: problem?.retry_after ?? 0,
    });
  }
}

export class Api extends EventTarget {
  /** @param askKey gives a promise of an API key, or of null where the person does not want to give one */
  constructor(askKey) {
    super();
    this.askKey = askKey;
    this.asking = null;
    this.online = true;
    this.blobs = new Map();
  }

  get key() { return sessionStorage.getItem(KEY) ?? ''; }

  set key(value) {
    if (value) sessionStorage.setItem(KEY, value);
    else sessionStorage.removeItem(KEY);
  }

  /** The answer's Response, if it is a good one. */
  async fetch(method, path, { body, headers = {}, signal } = {}) {
    for (;;) {
      const key = this.key;
      const all = { ...headers };
      if (key) all.Authorization = `Bearer ${key}`;
      let response;
      try {
        response = await fetch(BASE + path, { method, body, headers: all, signal, credentials: 'same-origin', cache: 'no-cache' });
      } catch (e) {
        if (signal?.aborted) throw new Fault('aborted', '');
        this.lost();
        throw new Fault('offline', '');
      }
      this.found();
      if (response.ok) return response;
      const fault = Fault.of(await response.json().catch(() => null), response.status);
      if (response.status !== 401) throw fault;
      if (!await this.newKey(key)) throw fault;
    }
  }

  /** Whether there is another key than the one that was refused. */
  async newKey(refused) {
    if (this.key !== refused) return true;
    this.asking ??= this.askKey(refused !== '').finally(() => { this.asking = null; });
    const given = await this.asking;
    if (given) this.key = given;
    return Boolean(given);
  }

  async json(method, path, tree, options = {}) {
    const headers = { Accept: 'application/json', ...options.headers };
    if (tree !== undefined) headers['Content-Type'] = 'application/json';
    const response = await this.fetch(method, path, { ...options, headers, body: tree === undefined ? undefined : JSON.stringify(tree) });
    return response.status === 204 ? null : response.json();
  }

  get(path, options) { return this.json('GET', path, undefined, options); }

  post(path, tree, options) { return this.json('POST', path, tree, options); }

  /** Sends a picture: {id, media_type, size, name, width, height}. */
  async upload(file, name) {
    const response = await this.fetch('POST', `/artifacts?name=${encodeURIComponent(name)}`, {
      body: file, headers: { 'Content-Type': file.type || 'application/octet-stream', Accept: 'application/json' },
    });
    return response.json();
  }

  async blob(path) { return (await this.fetch('GET', path)).blob(); }

  /** An address that an img element can show: elements send no key, so with a key the bytes are fetched here. */
  async address(path) {
    if (!this.key) return BASE + path;
    if (!this.blobs.has(path)) {
      this.blobs.set(path, this.blob(path).then((b) => URL.createObjectURL(b), (e) => { this.blobs.delete(path); throw e; }));
    }
    return this.blobs.get(path);
  }

  lost() {
    if (!this.online) return;
    this.online = false;
    this.dispatchEvent(new Event('lost'));
    this.again(1000);
  }

  found() {
    if (this.online) return;
    this.online = true;
    this.dispatchEvent(new Event('found'));
  }

  again(pause) {
    setTimeout(async () => {
      if (this.online) return;
      try {
        await fetch(`${BASE}/status`, { cache: 'no-store', headers: this.key ? { Authorization: `Bearer ${this.key}` } : {} });
        this.found();
      } catch {
        this.again(Math.min(pause * 1.6, 10000));
      }
    }, pause);
  }

  /** Comes back when the server answers. */
  whenOnline(signal) {
    return new Promise((resolve) => {
      if (this.online || signal?.aborted) { resolve(); return; }
      this.addEventListener('found', resolve, { once: true });
      signal?.addEventListener('abort', resolve, { once: true });
    });
  }

  /** A run's events, each once and in order, over lost connections; ends after run.ended. */
  async* events(run, { after = 0, signal } = {}) {
    let last = after;
    for (let quiet = 0; !signal?.aborted;) {
      try {
        const response = await this.fetch('GET', `/runs/${encodeURIComponent(run)}/events`, {
          signal, headers: { Accept: 'text/event-stream', 'Last-Event-ID': String(last) },
        });
        for await (const event of parse(response.body)) {
          if (event.seq <= last) continue;
          last = event.seq;
          quiet = 0;
          yield event;
          if (event.type === 'run.ended') return;
        }
      } catch (e) {
        if (signal?.aborted) return;
        if (e instanceof Fault && e.kind !== 'offline' && e.status !== 503 && e.status !== 429) throw e;
        if (!(e instanceof Fault)) this.lost(); // the stream broke
      }
      await this.whenOnline(signal);
      await new Promise((resolve) => { setTimeout(resolve, Math.min(5000, 200 * 2 ** quiet++)); });
    }
  }
}

/** Server-sent events of a stream, their data as JSON. */
export async function* parse(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let event = '';
  let data = [];
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const lines = (rest + value).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop();
      for (const line of lines) {
        if (line === '') {
          if (data.length) {
            const tree = JSON.parse(data.join('\n'));
            yield { ...tree, type: tree.type ?? event };
          }
          event = '';
          data = [];
        } else if (line.startsWith('data:')) data.push(line.slice(line[5] === ' ' ? 6 : 5));
        else if (line.startsWith('event:')) event = line.slice(6).trim();
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
