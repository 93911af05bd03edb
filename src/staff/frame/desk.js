/**
 * What the console does beyond plain forms and links, which all work without it. Pages only mark their elements:
 *
 *   <section data-live="case 812, presence 812" data-fragment="/staff/cases/812?fragment=talk">
 *       fetched again and morphed in when something of one of these names changed (`queue`: any case; `case 812`; `presence`: who
 *       looks, anywhere; `presence 812`). The answer is this one element alone, from the same component. Left as it is: what has the
 *       focus and takes words, a textarea that is not saved, an open <dialog>, what a <details> shows. With data-load it is fetched
 *       at once. An element with an id is known again wherever it moves: give ids to what can be focused.
 *   data-soon           beside data-fragment: what is likely to change soon, fetched each three seconds while it says so.
 *   data-row            a line of a list, with an id and a link: j and k walk from link to link; what is under the cursor stays there.
 *   data-key="r"        that key (or keys in a row: "g m") presses this link or button, or goes to this field. In a data-row it is
 *                       pressed only while the cursor is there. Never heard in a field, in a dialog, or with <body data-keys="off">.
 *   data-dialog="id"    a button that opens that <dialog>.
 *   <textarea id="x" data-draft="/staff/cases/812/drafts/reply">
 *       posted there as `text` (answer: any 2xx) a second after the last key, when it is left, and when the page goes.
 *       <output data-saved-for="x" data-saved="Saved" data-failed="Not saved: …"></output> says what became of it. Its form is sent
 *       only once a save on its way is over: a draft that was sent never comes back.
 *   <form data-once>    is sent once, however often it is pressed.
 *   <button data-insert="x" data-text="…">  puts its text into field x where the cursor stands; <input data-filter="y"> hides the items of
 *       list y that have not all its words.
 *   <div data-presence="/staff/cases/812/presence">   says every 50 s that this case is looked at, and at once that somebody types.
 *   data-gone           hidden; shown alone in <main> once a fragment there answers 404: what it told of was deleted.
 *   data-scripted       shown only where this script runs.
 */

(() => {
  const { body } = document;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const isField = (element) => element?.matches('input, textarea, select, [contenteditable]') ?? false;
  /** Not what is only pressed: keys act there as anywhere. */
  const takesWords = (element) =>
    isField(element) && !/^(?:radio|checkbox|button|submit|reset|image|file|range|color)$/.test(element.type);
  const post = (url, fields, signal) =>
    fetch(url, { method: 'POST', body: new URLSearchParams(fields), keepalive: true, redirect: 'manual', signal });
  document.documentElement.classList.add('scripted');

  // Drafts

  /** What is known of a textarea: whether it holds what is not saved, its timer, and the save on its way. */
  const drafts = new WeakMap();
  const draftOf = (field) => {
    if (!drafts.has(field)) drafts.set(field, { dirty: false, timer: 0, saving: null });
    return drafts.get(field);
  };
  let typedAt = 0;

  function save(field) {
    const draft = draftOf(field);
    clearTimeout(draft.timer);
    // One after the other: the older text must not arrive last.
    if (!draft.dirty || draft.saving !== null) return;
    draft.dirty = false;
    draft.saving = post(field.dataset.draft, { text: field.value }).then(
      ({ ok }) => saved(field, ok),
      () => saved(field, false),
    );
  }

  function saved(field, ok) {
    const draft = draftOf(field);
    draft.saving = null;
    const { dirty } = draft;
    if (!ok || dirty) draft.timer = setTimeout(save, ok ? 1000 : 10_000, field);
    draft.dirty = dirty || !ok;
    sign(field, ok ? (dirty ? '' : 'saved') : 'failed');
  }

  function sign(field, word) {
    for (const one of all(`[data-saved-for="${field.id}"]`)) one.textContent = one.dataset[word] ?? '';
  }

  document.addEventListener('input', ({ target }) => {
    if (!target.matches?.('[data-draft]')) return;
    const draft = draftOf(target);
    draft.dirty = true;
    sign(target);
    clearTimeout(draft.timer);
    draft.timer = setTimeout(save, 1000, target);
    if (Date.now() - typedAt > TYPES_MS) setTimeout(beat);
    typedAt = Date.now();
  });
  document.addEventListener('focusout', ({ target }) => target.matches?.('[data-draft]') && save(target));

  document.addEventListener('submit', (event) => {
    const { target: form, submitter } = event;
    const fields = all('[data-draft]', form);
    const saving = fields.map((field) => draftOf(field).saving).filter((each) => each !== null);
    for (const field of fields) {
      clearTimeout(draftOf(field).timer);
      draftOf(field).dirty = false;
    }
    if (saving.length > 0) {
      event.preventDefault();
      void Promise.all(saving).then(() => form.requestSubmit(submitter));
    } else if (form.matches('[data-once]')) {
      if (form.dataset.sent === 'yes') event.preventDefault();
      form.dataset.sent = 'yes';
    }
  });
  // A page that comes back from the browser's memory can be sent again.
  addEventListener('pageshow', () => {
    for (const form of all('[data-sent]')) form.removeAttribute('data-sent');
  });

  // Replies that need not be written

  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('[data-insert]');
    if (!button) return;
    event.preventDefault();
    const field = document.getElementById(button.dataset.insert);
    field.setRangeText(button.dataset.text, field.selectionStart, field.selectionEnd, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.focus();
  });
  document.addEventListener('input', ({ target }) => {
    if (!target.matches?.('[data-filter]')) return;
    const wanted = plain(target.value).split(' ');
    for (const item of document.getElementById(target.dataset.filter).children)
      item.hidden = !wanted.every((word) => plain(item.textContent).includes(word));
  });

  /** Found with and without accents. */
  function plain(text) {
    return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
  }

  // Presence

  const BEAT_MS = 50_000;
  const TYPES_MS = 10_000;
  const GRACE_MS = 5000;
  let beating = 0;

  function beat() {
    clearTimeout(beating);
    const places = all('[data-presence]');
    const types = Date.now() - typedAt < TYPES_MS;
    for (const place of places)
      post(place.dataset.presence, { types: types ? 'yes' : 'no' }).then(
        ({ status }) => status === 404 && showGone(place),
        () => undefined,
      );
    if (places.length > 0) beating = setTimeout(beat, types ? TYPES_MS : BEAT_MS);
  }

  function leave() {
    clearTimeout(beating);
    for (const { dataset } of all('[data-presence]')) post(dataset.presence, { left: 'yes' }).catch(() => undefined);
  }

  // Fragments

  const morphing = {
    ignoreActiveValue: true,
    callbacks: {
      beforeNodeMorphed: (old) => !isBusy(old),
      beforeNodeRemoved: (old) => !(old.nodeType === 1 && [old, ...all('*', old)].some(isBusy)),
      // What is on its way is not sent again.
      beforeAttributeUpdated: (name, element) =>
        name !== 'data-sent' && !(name === 'open' && element.localName === 'details'),
    },
  };

  function isBusy(node) {
    if (node.nodeType !== 1) return false;
    if (node.localName === 'dialog') return node.open;
    if (node.localName === 'output') return 'savedFor' in node.dataset;
    if (node === document.activeElement && isField(node)) return true;
    return drafts.has(node) && (draftOf(node).dirty || draftOf(node).saving !== null);
  }

  /** Parsed by the browser as it arrives and never run: no string becomes a page here, so no Trusted Types policy is needed. */
  function fetchPage(url, then) {
    const request = new XMLHttpRequest();
    request.open('GET', url);
    request.responseType = 'document';
    request.timeout = 15_000;
    request.onloadend = () => {
      const isIn = request.status === 200 && !request.responseURL.includes('/sign-in');
      then(isIn ? request.responseXML?.body.firstElementChild : null, request.status);
    };
    request.send();
  }

  const fetching = new WeakMap();

  /** Asks again where it changed while it was on its way. */
  function refresh(element) {
    const isOnItsWay = fetching.has(element);
    fetching.set(element, isOnItsWay ? 'again' : 'once');
    if (isOnItsWay) return;
    fetchPage(element.dataset.fragment, (fresh, status) => {
      const again = fetching.get(element) === 'again';
      fetching.delete(element);
      if (status === 404 && showGone(element)) return;
      showLost(!fresh);
      if (!element.isConnected) return;
      if (fresh) morph(element, document.adoptNode(fresh));
      if (again) refresh(element);
    });
  }

  /** Nothing of who had everything deleted stays in sight, and there is nothing left to keep fresh or to save. */
  function showGone(element) {
    const main = element.closest('main');
    const gone = main?.querySelector('[data-gone]');
    // It was shown meanwhile.
    if (!gone) return !element.isConnected;
    for (const field of all('[data-draft]', main)) {
      clearTimeout(draftOf(field).timer);
      draftOf(field).dirty = false;
    }
    main.replaceChildren(gone);
    gone.hidden = false;
    main.focus();
    return true;
  }

  function morph(element, fresh) {
    const steady = steadyRow(element);
    const top = steady?.getBoundingClientRect().top;
    const cursor = element.contains(document.activeElement) ? document.activeElement.closest('[data-row]') : null;
    const at = cursor === null ? -1 : rows().indexOf(cursor);
    window.Idiomorph.morph(element, fresh, morphing);
    if (steady?.isConnected) scrollBy(0, steady.getBoundingClientRect().top - top);
    // The line is gone: the cursor is between two, so that the next key does not act on another person's case.
    if (at >= 0 && !cursor.isConnected) gap = at;
    showAlarm();
  }

  /** The line that must not move: under the cursor, under the mouse, or the first in sight of a list that was scrolled. */
  function steadyRow(element) {
    const here = all('[data-row]', element);
    return (
      here.find((row) => row.contains(document.activeElement)) ??
      here.find((row) => row.matches(':hover')) ??
      (scrollY > 0 ? here.find((row) => row.getBoundingClientRect().top >= 0) : undefined)
    );
  }

  const refreshAll = () => all('[data-fragment]').forEach(refresh);

  function changed(names) {
    for (const element of all('[data-live]')) {
      const watched = element.dataset.live.split(', ');
      const concerns = (name) => watched.some((each) => name === each || name.startsWith(`${each} `));
      if (names.includes('all') || names.some(concerns)) refresh(element);
    }
  }

  // The line to the server: one for all pages of this browser, since a browser opens only six to one host.

  const pages = new BroadcastChannel('camino');
  let since = body.dataset.since;
  let leads = false;

  function hear(lines) {
    const told = lines.split('\n').map((line) => line.split(' '));
    changed(told.map((parts) => parts.slice(0, -1).join(' ')));
    since = told.at(-1).at(-1);
  }

  function listen() {
    const source = new EventSource(`${body.dataset.stream}?since=${since}`);
    let wasLost = false;
    source.onopen = () => {
      showLost(false);
      if (wasLost) refreshAll();
      wasLost = false;
      pages.postMessage({ lost: false, open: true });
    };
    source.onmessage = ({ data }) => {
      hear(data);
      pages.postMessage({ data });
    };
    source.onerror = () => {
      showLost(true);
      wasLost = true;
      pages.postMessage({ lost: true });
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, 20_000);
    };
  }

  function showLost(isLost) {
    for (const element of all('[data-lost]')) element.hidden = !isLost;
  }

  pages.onmessage = ({ data: said }) => {
    if (said.data !== undefined) hear(said.data);
    if (said.lost !== undefined) showLost(said.lost);
    // Whoever listens has a line again: nobody knows what these pages missed.
    if (said.open) refreshAll();
    if (leads && said.asks !== undefined) pages.postMessage({ at: since });
    if (!leads && said.at !== undefined && BigInt(said.at) > BigInt(since)) {
      since = said.at;
      refreshAll();
    }
  };

  const lead = () => {
    leads = true;
    listen();
    return new Promise(() => undefined);
  };

  let hiddenAt = 0;
  document.addEventListener('visibilitychange', () => {
    const hidden = document.visibilityState === 'hidden';
    if (hidden) {
      hiddenAt = Date.now();
      all('[data-draft]').forEach(save);
      clearTimeout(beating);
      beating = setTimeout(leave, GRACE_MS);
    } else {
      if (Date.now() - hiddenAt > 60_000) refreshAll();
      beat();
    }
  });
  addEventListener('online', refreshAll);
  addEventListener('pagehide', () => {
    all('[data-draft]').forEach(save);
    leave();
  });
  const whileSeen = (look, everyMs) => setInterval(() => document.visibilityState === 'visible' && look(), everyMs);
  // Waiting times grow and cases wake without anything changing.
  whileSeen(() => changed(['queue']), 60_000);
  whileSeen(() => all('[data-soon]').forEach(refresh), 3000);

  // The alarm: #alarm[data-urgent="2"] with [data-sound] and [data-news]

  const title = document.title;
  let rings = null;
  let told = 0;

  function showAlarm() {
    const urgent = Number(document.getElementById('alarm')?.dataset.urgent ?? 0);
    document.title = urgent > 0 ? `(${urgent}!) ${title}` : title;
    const news = document.querySelector('[data-news]');
    if (news !== null && urgent > told) news.textContent = document.querySelector('#alarm a')?.textContent ?? '';
    told = urgent;
    for (const button of all('[data-sound]'))
      button.setAttribute('aria-pressed', String(localStorage.camino_sound === 'on'));
  }

  function ring() {
    if (told === 0 || localStorage.camino_sound !== 'on' || !leads) return;
    rings ??= new AudioContext();
    // It sleeps until this page was touched.
    void rings.resume();
    const tone = rings.createOscillator();
    const volume = rings.createGain();
    volume.gain.setValueAtTime(0.2, rings.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.001, rings.currentTime + 0.6);
    tone.connect(volume).connect(rings.destination);
    tone.start();
    tone.stop(rings.currentTime + 0.6);
  }
  setInterval(ring, 20_000);

  // Keys and buttons

  let gap = null;
  let begun = '';
  let begunAt = 0;
  const rows = () => all('[data-row]');

  function walk(step) {
    const list = rows();
    const at = list.indexOf(document.activeElement?.closest('[data-row]'));
    const from = at >= 0 ? at : gap === null ? -1 : gap - (step > 0 ? 1 : 0);
    gap = null;
    const row = list[Math.min(Math.max(from + step, 0), list.length - 1)];
    row?.querySelector('a')?.focus();
    row?.scrollIntoView({ block: 'nearest' });
    return row !== undefined;
  }

  function press(element) {
    if (isField(element)) element.focus();
    else element.click();
    if (element.localName === 'summary') {
      element.focus();
      element.parentElement.scrollIntoView({ block: 'nearest' });
    }
    return true;
  }

  function heard(keys) {
    const row = document.activeElement?.closest('[data-row]');
    const marked = all(`[data-key="${CSS.escape(keys)}"]`).filter(
      (each) => !each.disabled && each.getClientRects().length > 0,
    );
    const here =
      marked.find((each) => row?.contains(each)) ?? marked.find((each) => each.closest('[data-row]') === null);
    if (here !== undefined) return press(here);
    if (keys === 'j' || keys === 'k') return walk(keys === 'j' ? 1 : -1);
    return false;
  }

  document.addEventListener('keydown', (event) => {
    const { key, target } = event;
    if (
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      event.isComposing ||
      (event.repeat && key !== 'j' && key !== 'k')
    )
      return;
    if (key.length !== 1 || body.dataset.keys === 'off' || takesWords(target) || document.querySelector('dialog[open]'))
      return;
    const keys = Date.now() - begunAt < 1500 && begun !== '' ? `${begun} ${key}` : key;
    const begins = keys === key && all('[data-key]').some((each) => each.dataset.key.startsWith(`${key} `));
    begun = begins ? key : '';
    begunAt = Date.now();
    if (!begins && heard(keys)) event.preventDefault();
  });

  document.addEventListener('click', ({ target }) => {
    const dialog = target.closest?.('[data-dialog]')?.dataset.dialog;
    if (dialog !== undefined) document.getElementById(dialog).showModal();
    if (target.closest?.('[data-sound]') === null || target.closest === undefined) return;
    localStorage.camino_sound = localStorage.camino_sound === 'on' ? 'off' : 'on';
    showAlarm();
    ring();
  });

  all('[data-load]').forEach(refresh);
  showAlarm();
  beat();
  if (body.dataset.stream !== undefined) {
    if (navigator.locks === undefined) void lead();
    else void navigator.locks.request('camino', lead);
    pages.postMessage({ asks: 'where' });
  }
})();
