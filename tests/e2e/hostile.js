// What the tests of hostile texts do within a page. Injected by hostile.rs.
const hostile = (() => {
  // Elements that load or run something, or change what the page is: no screen has any but the program's own script.
  const ALIEN = 'script:not([src="./boot.js"], [src="./survey.js"], [src="./office.js"]), iframe, object, embed, img, image, picture, video, audio, source, ' +
    'a, area, form, base, body ~ *, body meta, body link, body style, body title, noscript, template, marquee, math, details[ontoggle], ' +
    'foreignObject, animate, set, use, mglyph, maction';

  // Lets the page draw: the program does so before the next message comes in.
  const drawn = () => new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage(null);
  });

  // What a text has become that it shouldn't.
  function aliens() {
    const elements = Array.from(document.querySelectorAll(ALIEN));
    const handlers = Array.from(document.querySelectorAll('*'))
      .filter((element) => element.getAttributeNames().some((name) => name.startsWith('on') || name === 'srcdoc' || name === 'formaction'));
    const found = elements.concat(handlers).map((element) => `became an element: ${element.outerHTML.slice(0, 100)}`);
    return window.__ran ? found.concat('a text was run') : found;
  }

  const fields = () => Array.from(document.querySelectorAll('input, textarea'))
    .filter((field) => !['radio', 'checkbox', 'file', 'date'].includes(field.type) && field.getClientRects().length && !field.disabled);

  async function type(id, text) {
    const field = document.getElementById(id);
    field.value = text;
    // A field of one line has no line ends.
    const taken = field.value;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await drawn();
    const shown = document.getElementById(id);
    return shown && shown.value === taken ? aliens() : [`${id} shows ${JSON.stringify(shown && shown.value)}, not ${JSON.stringify(taken)}`];
  }

  // Types the texts into every field in sight, one after the other, and puts back what was there. Of `share` fields in a row each
  // gets another part of them.
  async function sweep(texts, share) {
    const ids = fields().map((field) => field.id);
    const problems = [];
    for (const [at, id] of ids.entries()) {
      const before = document.getElementById(id).value;
      const part = texts.filter((_, number) => number % share === at % share);
      for (const text of part.concat(before)) problems.push(...await type(id, text));
    }
    return { fields: ids.length, problems: problems.slice(0, 5) };
  }

  // Types a text into every field in sight and leaves the field; gives back which text where.
  async function leave(texts) {
    const [typed, problems] = [{}, []];
    for (const [at, id] of fields().map((field) => field.id).entries()) {
      typed[id] = texts[at % texts.length];
      problems.push(...await type(id, typed[id]));
      document.getElementById(id).dispatchEvent(new Event('change', { bubbles: true }));
      await drawn();
    }
    return { typed, problems: problems.slice(0, 5) };
  }

  // Goes to each address and waits until its text is to be read there.
  async function visit(stops) {
    const problems = [];
    for (const [address, text] of stops) {
      if (location.hash !== `#${address}`) {
        location.hash = address;
        // Chromium holds up a page that goes to more than 200 addresses in ten seconds.
        await new Promise((resolve) => setTimeout(resolve, 52));
      }
      const late = performance.now() + 3000;
      while (!document.body.textContent.includes(text) && performance.now() < late) await drawn();
      if (!document.body.textContent.includes(text)) problems.push(`${address} does not show ${JSON.stringify(text)}`);
      problems.push(...aliens());
      if (problems.length > 5) break;
    }
    return problems;
  }

  // Moves a long list past the window.
  async function scroll() {
    const list = document.querySelector('.windowed');
    const seen = new Set();
    const problems = [];
    for (let top = 0; top < list.scrollHeight; top += list.clientHeight / 2) {
      list.scrollTop = top;
      await new Promise((resolve) => setTimeout(resolve, 40));
      list.querySelectorAll('.item').forEach((item) => seen.add(item.textContent));
      problems.push(...aliens());
    }
    list.scrollTop = 0;
    return { seen: Array.from(seen).join('\n'), problems: problems.slice(0, 5) };
  }

  return { aliens, sweep, leave, visit, scroll };
})();
