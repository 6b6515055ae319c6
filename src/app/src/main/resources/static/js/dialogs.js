// Dialogs: a key, a name, yes or no, the camera, the keys of the page.

import { h, icon } from './dom.js';
import { t } from './i18n.js';

/** Shows a dialog until it is closed; gives what close(value) was given, or null. What had the focus has it again. */
export function ask(title, build, attributes = {}) {
  const before = document.activeElement;
  return new Promise((resolve) => {
    let value = null;
    const dialog = h('dialog', { 'aria-labelledby': 'dialog-title', ...attributes });
    const close = (given = null) => { value = given; dialog.close(); };
    dialog.append(h('div', { class: 'dialog-head' },
      h('h2', { id: 'dialog-title' }, title),
      h('button', { type: 'button', class: 'icon', 'aria-label': t('close'), title: t('close'), onclick: () => close() }, icon('close'))),
    ...build(close));
    dialog.addEventListener('close', () => {
      dialog.remove();
      if (before?.isConnected) before.focus();
      resolve(value);
    });
    document.body.append(dialog);
    dialog.showModal();
    (dialog.querySelector('[autofocus]') ?? dialog.querySelector('button'))?.focus();
  });
}

const row = (...buttons) => h('div', { class: 'dialog-foot' }, buttons);
const cancel = (close) => h('button', { type: 'button', onclick: () => close() }, t('cancel'));

export function askKey(refused) {
  return ask(t('key.title'), (close) => {
    const input = h('input', { id: 'key', type: 'password', autocomplete: 'off', spellcheck: 'false', autofocus: true, required: true });
    return [h('form', { onsubmit: (e) => { e.preventDefault(); close(input.value.trim()); } },
      h('p', {}, t('key.text')),
      refused ? h('p', { class: 'fault', role: 'alert' }, t('key.wrong')) : null,
      h('label', { class: 'labelled', for: 'key' }, h('span', {}, t('key.label')), input),
      row(cancel(close), h('button', { type: 'submit', class: 'main' }, t('key.use'))))];
  });
}

export function askName(value) {
  return ask(t('history.rename'), (close) => {
    const input = h('input', { id: 'name', maxlength: '200', autofocus: true, required: true, value });
    return [h('form', { onsubmit: (e) => { e.preventDefault(); if (input.value.trim()) close(input.value.trim()); } },
      h('label', { class: 'labelled', for: 'name' }, h('span', {}, t('history.rename_label')), input),
      row(cancel(close), h('button', { type: 'submit', class: 'main' }, t('save'))))];
  });
}

export function confirm(title, text, yes) {
  return ask(title, (close) => [h('p', {}, text),
    row(h('button', { type: 'button', autofocus: true, onclick: () => close(false) }, t('cancel')),
      h('button', { type: 'button', class: 'danger', onclick: () => close(true) }, yes))], { role: 'alertdialog' });
}

export function showPicture(title, address) {
  return ask(title, () => [h('img', { class: 'large', src: address, alt: title })], { class: 'wide-dialog' });
}

/** A photograph as a File, or null. */
export async function photograph() {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1920 } } });
  try {
    return await ask(t('camera.title'), (close) => {
      const video = h('video', { class: 'large', autoplay: true, playsinline: true, muted: true });
      video.srcObject = stream;
      const take = () => {
        const canvas = h('canvas');
        canvas.width = video.videoWidth;
        canvas.height = video.videoHeight;
        canvas.getContext('2d').drawImage(video, 0, 0);
        canvas.toBlob((blob) => close(new File([blob], `photo-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.jpg`, { type: 'image/jpeg' })), 'image/jpeg', 0.92);
      };
      return [video, row(cancel(close), h('button', { type: 'button', class: 'main', autofocus: true, onclick: take }, icon('camera'), t('camera.take')))];
    });
  } finally {
    stream.getTracks().forEach((track) => track.stop());
  }
}

const KEYS = [
  ['help.ask', ['Enter']], ['help.line', ['Shift', 'Enter']], ['help.question', ['/']], ['help.last', ['↑']],
  ['help.sentences', ['Tab']], ['help.press', ['Enter']], ['help.stop', ['Esc']], ['help.new', ['Alt', 'N']],
  ['help.history', ['Alt', 'H']], ['help.workflows', ['Alt', 'W']], ['help.settings', ['Alt', 'S']], ['help.paste', ['Ctrl', 'V']], ['help.this', ['?']],
];

/** @param picture the picture's keys, in words */
export function help(picture) {
  const table = (rows) => h('dl', { class: 'keys' }, rows.map(([words, keys]) => [
    h('dt', {}, keys.map((k, i) => [i ? ' + ' : '', h('kbd', {}, k)]).flat()), h('dd', {}, words)]).flat());
  return ask(t('help.title'), () => [table(KEYS.map(([key, keys]) => [t(key), keys])),
    h('h3', {}, t('help.pictures')), h('p', {}, picture), h('h3', {}, t('help.in_workflows')), h('p', {}, t('wf.keys'))]);
}
