// What went wrong, as a sentence that says what to do.

import { Fault } from './api.js';
import { has, t } from './i18n.js';

export function sentence(fault) {
  if (!(fault instanceof Fault)) return t('fault.unknown', { detail: String(fault?.message ?? fault).slice(0, 200) });
  const detail = (fault.message || fault.kind).trim().replace(/[.。]+$/, '');
  const key = has(`fault.${fault.kind}`) ? `fault.${fault.kind}` : 'fault.other';
  return t(key, { detail, n: fault.retryAfter || 5 });
}
