// What a person, or a screen reader, perceives on a page: what things are (roles) and what they are called (names).
// Follows "Accessible Name and Description Computation" as far as the app's pages need it. Injected by page.rs.
const person = (() => {
  const IMPLICIT_ROLES = [
    ['button, summary, input[type=button], input[type=submit], input[type=reset], input[type=image]', 'button'],
    ['a[href], area[href]', 'link'],
    ['input[type=checkbox]', 'checkbox'],
    ['input[type=radio]', 'radio'],
    ['input[type=file]', 'file'],
    ['input[type=number]', 'spinbutton'],
    ['input[type=range]', 'slider'],
    ['input[type=search]', 'searchbox'],
    ['input[type=hidden]', ''],
    ['input, textarea, [contenteditable=true]', 'textbox'],
    ['select[multiple], select[size]:not([size="1"])', 'listbox'],
    ['select', 'combobox'],
    ['option', 'option'],
    ['h1, h2, h3, h4, h5, h6', 'heading'],
    ['img, svg[aria-label], svg[aria-labelledby]', 'img'],
    ['output', 'status'],
    ['progress', 'progressbar'],
    ['dialog', 'dialog'],
    ['fieldset, details, optgroup', 'group'],
    ['section', 'region'],
    ['form', 'form'],
    ['nav', 'navigation'],
    ['main', 'main'],
    ['article', 'article'],
    ['ul, ol', 'list'],
    ['li', 'listitem'],
    ['table', 'table'],
    ['tr', 'row'],
    ['th', 'columnheader'],
    ['td', 'cell'],
  ];
  const INTERACTIVE = ['button', 'link', 'checkbox', 'switch', 'radio', 'file', 'spinbutton', 'slider', 'searchbox', 'textbox',
    'listbox', 'combobox', 'tab', 'menuitem'];
  const NAMED_BY_CONTENT = ['button', 'link', 'heading', 'option', 'checkbox', 'switch', 'radio', 'tab', 'menuitem', 'listitem',
    'row', 'cell', 'columnheader', 'status', 'alert', 'tooltip'];

  const tidy = (text) => text.replace(/\s+/g, ' ').trim();

  function role(element) {
    const explicit = (element.getAttribute('role') || '').trim().split(/\s+/)[0];
    if (explicit) return explicit;
    const implicit = IMPLICIT_ROLES.find(([selector]) => element.matches(selector));
    return implicit ? implicit[1] : '';
  }

  function name(element) {
    const labelledBy = (element.getAttribute('aria-labelledby') || '').split(/\s+/).filter(Boolean)
      .map((id) => document.getElementById(id)).filter(Boolean);
    if (labelledBy.length) return tidy(labelledBy.map((label) => content(label, null)).join(' '));
    const label = element.getAttribute('aria-label');
    if (label && label.trim()) return tidy(label);
    if (element.labels && element.labels.length) {
      const text = tidy(Array.from(element.labels).map((label) => content(label, element)).join(' '));
      if (text) return text;
    }
    if (element.matches('input[type=button], input[type=submit], input[type=reset]') && element.value) return tidy(element.value);
    if (element.matches('img, area, input[type=image]') && element.alt) return tidy(element.alt);
    if (element.matches('fieldset, table, details')) {
      const own = Array.from(element.children).find((child) => child.matches('legend, caption, summary'));
      if (own) return tidy(content(own, null));
    }
    if (NAMED_BY_CONTENT.includes(role(element))) {
      const text = tidy(content(element, null));
      if (text) return text;
    }
    return tidy(element.getAttribute('title') || element.getAttribute('placeholder') || '');
  }

  // Text of a node as it counts towards a name; `besides` is the control a label is for.
  function content(node, besides) {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || node === besides) return '';
    if (node.getAttribute('aria-hidden') === 'true') return '';
    const style = getComputedStyle(node);
    if (style.display === 'none' || style.visibility === 'hidden') return node.matches('option') ? node.textContent : '';
    const label = node.getAttribute('aria-label');
    if (label && label.trim()) return label;
    if (node.matches('img')) return node.alt || '';
    if (besides && node.matches('input, select, textarea')) return '';
    const text = Array.from(node.childNodes).map((child) => content(child, besides)).join('');
    return style.display.startsWith('inline') ? text : ` ${text} `;
  }

  function isVisible(element) {
    if (element.closest('[aria-hidden=true], [inert]')) return false;
    const shown = element.matches('option') ? element.closest('select') : element;
    if (!shown) return false;
    // What a closed fold holds has its boxes and isn't drawn.
    const isDrawn = !shown.checkVisibility || shown.checkVisibility();
    const hasBox = isDrawn && shown.getClientRects().length > 0 && getComputedStyle(shown).visibility === 'visible';
    // A file input is often hidden behind its label, which is what a person sees and touches.
    return hasBox || (element.matches('input[type=file]') && Array.from(element.labels || []).some(isVisible));
  }

  function matches(pattern, text) {
    const wanted = tidy(pattern);
    const start = wanted.startsWith('…');
    const end = wanted.endsWith('…');
    const core = tidy(wanted.slice(start ? 1 : 0, end ? -1 : undefined));
    if (start && end) return text.includes(core);
    if (start) return text.endsWith(core);
    if (end) return text.startsWith(core);
    return text === core;
  }

  const all = (roots, roles) => {
    // Only what can have one of the roles is asked for its own: pages have thousands of elements.
    const implicit = IMPLICIT_ROLES.filter(([, implied]) => roles.includes(implied)).map(([selector]) => selector);
    const found = roots.flatMap((root) => Array.from(root.querySelectorAll(['[role]', ...implicit].join(', '))));
    return Array.from(new Set(found)).filter((element) => roles.includes(role(element)) && isVisible(element));
  };

  function find(path) {
    let roots = [document];
    for (const step of path) {
      roots = all(roots, step.roles).filter((element) => matches(step.name, name(element)));
    }
    return roots;
  }

  // For the message when something is not found: what there is of this kind, or the outer thing that is missing.
  function candidates(path) {
    for (let depth = 1; depth < path.length; depth += 1) {
      if (find(path.slice(0, depth)).length !== 1) path = path.slice(0, depth);
    }
    const roles = path[path.length - 1].roles;
    const seen = all(find(path.slice(0, -1)), roles).map((element) => `${role(element)} “${name(element)}”`);
    return `there are: ${seen.slice(0, 40).join(', ') || `no ${roles.join(' or ')} at all`}`;
  }

  function text(path) {
    const roots = find(path).map((root) => (root === document ? document.body : root)).filter(Boolean);
    return tidy(roots.map((root) => root.innerText).join('\n'));
  }

  // What stands in each cell of a row, the empty ones too.
  function cells(path) {
    return find(path).flatMap((row) => Array.from(row.querySelectorAll('th, td'))).map((cell) => tidy(cell.innerText));
  }

  // Where a person would put the finger: on a radio button or checkbox also on its label.
  function touchable(element) {
    const labels = element.matches('input[type=radio], input[type=checkbox], input[type=file]') ? Array.from(element.labels || []) : [];
    // A control that is only there for the keyboard, behind a drawn one, can't be touched itself.
    return [element, ...labels].filter((one) => {
      const box = one.getBoundingClientRect();
      // A transparent file input lies over its drawn face and is what the finger hits.
      if (one === element && element.type === 'file') return box.width > 1 && box.height > 1;
      return one.getClientRects().length > 0 && (!labels.length || (box.width > 1 && box.height > 1 && getComputedStyle(one).opacity !== '0'));
    });
  }

  function sizeOf(element) {
    const boxes = touchable(element).map((one) => one.getBoundingClientRect());
    return { width: Math.round(Math.max(0, ...boxes.map((box) => box.width))), height: Math.round(Math.max(0, ...boxes.map((box) => box.height))) };
  }

  // The element to click, or why it can't be: too small, disabled, or something lies over it.
  function targetOf(element, least) {
    if (element.matches(':disabled') || element.getAttribute('aria-disabled') === 'true') return { problem: 'it is disabled' };
    const size = sizeOf(element);
    if (size.width < least || size.height < least) return { problem: `it is ${size.width}×${size.height}, too small for a finger` };
    element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    let over = null;
    for (const one of touchable(element)) {
      const box = one.getClientRects()[0];
      const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      if (hit && (one === hit || one.contains(hit))) return { target: one };
      over = over || hit;
    }
    if (element.matches('option')) return { target: element };
    return { problem: over ? `<${over.tagName.toLowerCase()} class="${over.className}"> lies over it` : 'it is outside the window' };
  }

  // Marks all of a field's text, so that typing replaces it. Dates and the like are set: how they are typed depends on
  // the machine's language.
  function prepareToType(element, value) {
    if (element.disabled || element.readOnly) throw new Error('it can’t be changed');
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    element.focus();
    if (element.matches('input[type=date], input[type=time], input[type=month], input[type=datetime-local], input[type=color], input[type=range]')) {
      element.value = value;
      element.dispatchEvent(new Event('input', { bubbles: true }));
      element.dispatchEvent(new Event('change', { bubbles: true }));
      return 'typed';
    }
    if (element.select) element.select();
    return 'type';
  }

  // Drivers choose differently, and not all of them tell the page everything a person's choice would.
  function choose(element, wanted) {
    const option = Array.from(element.options || []).find((one) => !one.disabled && tidy(one.label) === tidy(wanted));
    if (!option) return { problem: `there are only ${Array.from(element.options || [], (one) => `“${tidy(one.label)}”`).join(', ')}` };
    element.focus();
    option.selected = true;
    element.dispatchEvent(new Event('input', { bubbles: true }));
    element.dispatchEvent(new Event('change', { bubbles: true }));
    return {};
  }

  function isChosen(element) {
    if ('checked' in element) return element.checked;
    if (element.matches('option')) return element.selected;
    return ['aria-checked', 'aria-selected', 'aria-pressed', 'aria-current'].some((attribute) =>
      !['false', null].includes(element.getAttribute(attribute)));
  }

  function smallTargets(path, least) {
    return all(find(path), INTERACTIVE)
      .filter((element) => {
        // A link within a sentence is as high as the sentence.
        const sentence = element.matches('a') && getComputedStyle(element).display === 'inline' &&
          tidy(element.parentElement.textContent) !== tidy(element.textContent);
        const size = sizeOf(element);
        return !sentence && (size.width < least || size.height < least);
      })
      .map((element) => `${role(element)} “${name(element)}” ${sizeOf(element).width}×${sizeOf(element).height}`);
  }

  // Columns whose titles stand elsewhere than what is below them, and badges that were drawn out.
  function untidy(path) {
    const side = (cell) => ({ left: 'start', right: 'end' })[getComputedStyle(cell).textAlign] || getComputedStyle(cell).textAlign;
    const within = (selector) => find(path).flatMap((root) => Array.from(root.querySelectorAll(selector))).filter(isVisible);
    const columns = within('table').flatMap((table) => {
      const titles = Array.from(table.querySelectorAll('thead th'));
      const rows = Array.from(table.querySelectorAll('tbody tr')).filter((row) => row.cells.length === titles.length);
      return titles.filter((title, at) => rows.some((row) => side(row.cells[at]) !== side(title))).map((title) => `column “${title.innerText}”`);
    });
    const badges = within('.badge').filter((badge) => {
      const words = document.createRange();
      words.selectNodeContents(badge);
      return badge.getBoundingClientRect().width > words.getBoundingClientRect().width + 40;
    });
    return [...columns, ...badges.map((badge) => `badge “${badge.innerText}”`)];
  }

  return { untidy, find, candidates, text, cells, targetOf, prepareToType, choose, isChosen, smallTargets };
})();
