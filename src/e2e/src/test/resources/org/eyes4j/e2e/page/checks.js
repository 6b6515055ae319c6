// What a page must keep for those who do not see it, or not well. Each function gives its faults as texts.
(() => {
  const shown = (e) => e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && e.getBoundingClientRect().width > 1;
  const label = (e) => `${e.tagName.toLowerCase()}${e.id ? `#${e.id}` : ''}.${[...e.classList].join('.')} “${(e.textContent || '').trim().slice(0, 30)}”`;
  const texts = (ids) => ids.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? '').join(' ');

  const name = (e) => (e.getAttribute('aria-label')
    || (e.getAttribute('aria-labelledby') && texts(e.getAttribute('aria-labelledby')))
    || [...(e.labels ?? [])].map((l) => l.textContent).join(' ')
    || (e.tagName === 'IMG' ? e.alt : '')
    || e.textContent
    || e.querySelector?.('img')?.alt || '').trim();

  /** Whatever can be used has a name; ids are there once; a reference finds its target; pictures have an alternative. */
  const names = () => {
    const faults = [];
    for (const e of document.querySelectorAll('a[href], button, input:not([type=file]), select, textarea, summary, [tabindex="0"], [role=region], dialog, nav, canvas[role]')) {
      if (shown(e) && !name(e)) faults.push(`has no name: ${label(e)}`);
    }
    for (const e of document.images) if (!e.hasAttribute('alt')) faults.push(`has no alt: ${label(e)}`);
    const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
    ids.filter((id, i) => ids.indexOf(id) !== i).forEach((id) => faults.push(`twice: #${id}`));
    for (const attribute of ['aria-labelledby', 'aria-describedby', 'aria-controls', 'for']) {
      for (const e of document.querySelectorAll(`[${attribute}]`)) {
        e.getAttribute(attribute).split(/\s+/).filter((id) => !document.getElementById(id)).forEach((id) => faults.push(`${attribute} of ${label(e)} finds no #${id}`));
      }
    }
    if (document.querySelectorAll('h1').length !== 1) faults.push('there is not one h1');
    if (!document.documentElement.lang) faults.push('the page has no language');
    return faults;
  };

  const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (colour) => {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = colour;
    paint.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = paint.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const luminance = (c) => c.slice(0, 3).map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ratio = (a, b) => {
    const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (light + 0.05) / (dark + 0.05);
  };
  const ground = (e) => {
    const layers = [];
    for (let at = e; at; at = at.parentElement) layers.push(rgba(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 1]);
  };

  /** WCAG AA of every text that is shown: 4.5, large text 3. */
  const contrast = () => {
    const faults = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const e = node.parentElement;
      if (!node.data.trim() || !shown(e) || e.closest('noscript, [disabled], [aria-disabled=true], .hidden, .skip, option')) continue;
      const style = getComputedStyle(e);
      const size = parseFloat(style.fontSize);
      const needed = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
      const under = ground(e);
      const found = ratio(over(rgba(style.color), under), under);
      if (found < needed) faults.push(`${found.toFixed(2)} of ${needed}: ${label(e)} ${style.color} on ${under}`);
    }
    return faults;
  };

  /** The palette's pairs, whether they are shown just now or not. */
  const palette = () => {
    const probe = document.body.appendChild(document.createElement('i'));
    const colour = (token) => { probe.style.color = `var(--${token})`; return rgba(getComputedStyle(probe).color); };
    const faults = [];
    const check = (texts, grounds, needed) => texts.forEach((text) => grounds.forEach((under) => {
      const found = ratio(colour(text), colour(under));
      if (found < needed) faults.push(`${text} on ${under}: ${found.toFixed(2)} of ${needed}`);
    }));
    const grounds = ['bg', 'surface', 'sunken', 'accent-soft'];
    check(['text', 'muted', 'accent', 'good', 'warn', 'bad'], grounds, 4.5);
    check(['text', 'warn'], ['mark'], 4.5);
    check(['text', 'bad'], ['bad-soft'], 4.5);
    check(['on-accent'], ['accent'], 4.5);
    check(['edge', 'accent'], ['bg', 'surface'], 3); // borders of fields, the ring of the focus
    probe.remove();
    return faults;
  };

  /** Nothing hangs over the right edge but what scrolls by itself. */
  const overflow = () => {
    const scrolls = (e) => { for (let at = e.parentElement; at && at !== document.body; at = at.parentElement) if (getComputedStyle(at).overflowX !== 'visible' || at.id === 'history') return true; return e.id === 'history'; };
    const wide = ['dialog', '.turns', '.history', '.pictures', '.composer'].flatMap((s) => [...document.querySelectorAll(s)]).filter((e) => e.scrollWidth > e.clientWidth + 1);
    return wide.map((e) => `too wide inside: ${label(e)}`).concat([...document.querySelectorAll('body *')].filter((e) => shown(e) && e.getBoundingClientRect().right > innerWidth + 1 && !scrolls(e)).map(label));
  };

  /** What has the focus, and whether one can see that it has. */
  const focus = () => {
    const e = document.activeElement;
    const style = getComputedStyle(e);
    const around = e.closest('.field') ? getComputedStyle(e.closest('.field')) : style;
    const seen = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || around.boxShadow !== 'none';
    return { what: e.id || e.className || e.tagName.toLowerCase(), seen };
  };

  return { names: names(), contrast: contrast(), palette: palette(), overflow: overflow(), focus: focus() };
})()
