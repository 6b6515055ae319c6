// What outlives the page: the run that this tab follows, and turns as conversations keep them.

const RUN = 'eyes4j.run';

/** The run of this tab that was going on when the page was left. */
export function keptRun() {
  try {
    return JSON.parse(sessionStorage.getItem(RUN) ?? 'null');
  } catch {
    return null;
  }
}

export function keepRun(run) {
  if (run) sessionStorage.setItem(RUN, JSON.stringify(run));
  else sessionStorage.removeItem(RUN);
}

/** A kept sentence in the form of an answer's. */
export const claimOf = (c) => ({
  ...c,
  evidence: c.evidence ?? [...(c.regions ?? []).map((id) => ({ kind: 'region', id })), ...(c.values ?? []).map((value) => ({ kind: Number.isNaN(Number(value)) ? 'text' : 'number', value }))],
});
