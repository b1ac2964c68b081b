"use strict";
(() => {
  const run = JSON.parse(document.getElementById("run").textContent);
  const steps = run.steps;
  const get = id => document.getElementById(id);
  const FLIGHT = 900, REST = 900, LINK = 300; // milliseconds; the first two of a step at pace 1
  const state = { step: 0, playing: false, timer: 0, frame: 0, pane: "dialogue" };

  // ---- the map ----

  get("stage").innerHTML = `<svg viewBox="0 0 ${run.width} ${run.height}" xmlns:xlink="http://www.w3.org/1999/xlink"
    role="img" aria-label="map" font-family="Cantarell, 'Noto Sans', 'DejaVu Sans', sans-serif">${run.ground}
    <g id="open"></g><g id="trouble"></g><rect id="glow" rx="12"></rect>${run.hosts.map((_, i) => `<g id="host${i}"></g>`).join("")}
    <g id="sign"></g><g id="flight"></g></svg>`;
  const layers = { open: get("open"), trouble: get("trouble"), sign: get("sign"), flight: get("flight") };
  const hosts = run.hosts.map((_, i) => get("host" + i));
  const shown = new Map();

  function show(element, picture) {
    if (shown.get(element) === picture)
      return;
    shown.set(element, picture);
    element.innerHTML = picture === undefined ? "" : run.pictures[picture];
  }

  // Every so many steps, how all hosts look then, and which connections there are: so that any step is near.
  const KEY = 64, keys = [];

  function apply(scene, step) {
    for (let i = 0; i < step.looks.length; i += 2)
      scene.looks[step.looks[i]] = step.looks[i + 1];
    step.closed.forEach(picture => scene.open.delete(picture));
    step.opened.forEach(picture => scene.open.add(picture));
  }

  const copy = scene => ({ looks: scene.looks.slice(), open: new Set(scene.open) });

  const growing = { looks: [], open: new Set() };
  steps.forEach((step, i) => {
    if (i % KEY === 0)
      keys.push(copy(growing));
    apply(growing, step);
  });

  function sceneAt(index) {
    const scene = copy(keys[Math.floor(index / KEY)]);
    for (let j = index - index % KEY; j <= index; j++)
      apply(scene, steps[j]);
    return scene;
  }

  const lines = new Map(); // the connections that are shown, by picture

  function showConnections(open) {
    for (const [picture, line] of lines)
      if (!open.has(picture)) {
        line.remove();
        lines.delete(picture);
      }
    for (const picture of open)
      if (!lines.has(picture)) {
        const line = document.createElementNS("http://www.w3.org/2000/svg", "g");
        line.innerHTML = run.pictures[picture];
        layers.open.append(line);
        lines.set(picture, line);
      }
  }

  function pointOn(way, part) {
    const [x0, y0, x1, y1, x2, y2] = way, rest = 1 - part;
    return [rest * rest * x0 + 2 * rest * part * x1 + part * part * x2, rest * rest * y0 + 2 * rest * part * y1 + part * part * y2];
  }

  function placeParcel(step, part) {
    const [x, y] = pointOn(run.ways[step.way], step.lost ? part / 2 : part);
    layers.flight.setAttribute("transform", `translate(${(x - 400).toFixed(1)} ${(y - 100).toFixed(1)})`);
  }

  function drawMap(step) {
    const scene = sceneAt(state.step);
    scene.looks.forEach((look, i) => show(hosts[i], look));
    showConnections(scene.open);
    show(layers.trouble, step.trouble);
    show(layers.sign, step.sign);
    show(layers.flight, step.parcel);
    const glow = get("glow"), host = run.hosts[step.acting], half = run.icon * 0.62;
    glow.setAttribute("visibility", host ? "visible" : "hidden");
    if (host)
      for (const [name, value] of [["x", host.x - half], ["y", host.y - half], ["width", 2 * half], ["height", 2 * half]])
        glow.setAttribute(name, value);
    if (host)
      keepInSight(host);
  }

  function keepInSight(host) {
    const stage = get("stage");
    if (stage.scrollWidth > stage.clientWidth)
      stage.scrollLeft = host.x / run.width * stage.scrollWidth - stage.clientWidth / 2;
  }

  // ---- the words ----

  function drawSentence(step) {
    get("clock").textContent = step.at || "";
    get("what").textContent = [step.who, step.what].filter(Boolean).join(" ");
    get("why").textContent = step.why ? "— " + step.why : "";
    get("rfc").textContent = step.rfc || "";
    get("sentence").className = step.tone || "";
    get("place").textContent = `${state.step + 1} / ${steps.length}`;
    get("slider").value = state.step;
  }

  function element(tag, classes, text) {
    const made = document.createElement(tag);
    made.className = classes;
    made.textContent = text;
    return made;
  }

  // The connection that was spoken on last, up to this step. What stands there already stays.
  const told = { conn: undefined, until: -1 };

  function drawDialogue() {
    const pane = get("dialogue");
    let last = state.step;
    while (last >= 0 && steps[last].conn === undefined)
      last--;
    if (last < 0 || steps[last].conn !== told.conn || last < told.until) {
      pane.replaceChildren();
      told.until = -1;
    }
    told.conn = last < 0 ? undefined : steps[last].conn;
    if (last < 0) {
      pane.append(element("p", "empty", "Nothing has been said yet. What programs say to each other will stand here, line by line."));
      return;
    }
    for (const line of pane.querySelectorAll(".now"))
      line.classList.remove("now");
    for (let i = told.until + 1; i <= last; i++) {
      const step = steps[i];
      if (step.conn !== told.conn)
        continue;
      if (step.said === undefined) {
        pane.append(element("p", "parties", `${step.who} ${step.what}`));
        continue;
      }
      const line = element("pre", "line", step.said.replace(/\r?\n$/, ""));
      line.title = `${step.at} ${step.who}`;
      line.classList.toggle("answer", step.answer === 1);
      if (step.tone === "wait" || step.tone === "bad")
        line.classList.add(step.tone);
      pane.append(line);
    }
    told.until = last;
    if (last === state.step && pane.lastElementChild.classList.contains("line"))
      pane.lastElementChild.classList.add("now");
    pane.scrollTop = pane.scrollHeight;
  }

  // The message that is carried now, as it is at this step; what it was not before is marked.
  function drawMessage() {
    const pane = get("message");
    let label, now, before;
    pane.replaceChildren();
    for (let i = state.step; i >= 0 && before === undefined; i--) {
      label = label || steps[i].message;
      if (!label || steps[i].message !== label || steps[i].content === undefined)
        continue;
      if (now === undefined)
        now = steps[i].content;
      else if (steps[i].content !== now)
        before = steps[i].content;
    }
    if (now === undefined) {
      pane.append(element("p", "empty", "No message yet. Its source will stand here, and grow hop by hop."));
      return;
    }
    const old = new Set(before === undefined ? [] : run.contents[before].split(/\r?\n/));
    pane.append(element("p", "parties", label + (before === undefined ? ", as it was written" : ", as it is now; new lines are marked")));
    const source = element("pre", "source", "");
    for (const line of run.contents[now].split(/\r?\n/))
      source.append(element("span", before !== undefined && line !== "" && !old.has(line) ? "new" : "", line + "\n"));
    pane.append(source);
  }

  const rows = steps.map((step, i) => {
    const row = element("li", step.hop ? "" : "minor", [step.at, step.who, step.what].filter(Boolean).join(" "));
    row.tabIndex = -1;
    row.addEventListener("click", () => go(i));
    return row;
  });
  get("steps").append(...rows);
  let marked = rows[0];

  function drawSteps() {
    marked.classList.remove("now");
    marked = rows[state.step];
    marked.classList.add("now");
    if (state.pane === "steps")
      marked.scrollIntoView({ block: "nearest" });
  }

  function drawPane() {
    if (state.pane === "dialogue")
      drawDialogue();
    else if (state.pane === "message")
      drawMessage();
    drawSteps();
  }

  // ---- time ----

  const pace = () => Number(get("pace").value);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

  function fly(step, done) {
    const begin = performance.now(), length = FLIGHT / pace();
    cancelAnimationFrame(state.frame);
    if (step.way === undefined || still) {
      if (step.way !== undefined)
        placeParcel(step, 0.5);
      done();
      return;
    }
    const frame = now => {
      const part = Math.min((now - begin) / length, 1);
      placeParcel(step, 0.08 + 0.84 * part);
      if (part < 1)
        state.frame = requestAnimationFrame(frame);
      else
        done();
    };
    placeParcel(step, 0.08);
    state.frame = requestAnimationFrame(frame);
  }

  function go(index, moving) {
    state.step = Math.max(0, Math.min(index, steps.length - 1));
    const step = steps[state.step];
    clearTimeout(state.timer);
    cancelAnimationFrame(state.frame);
    drawMap(step);
    drawSentence(step);
    drawPane();
    if (step.way !== undefined)
      placeParcel(step, 0.5);
    clearTimeout(state.link);
    state.link = setTimeout(keepLink, LINK);
    if (moving)
      fly(step, () => { if (state.playing) state.timer = setTimeout(playOn, (step.way === undefined ? FLIGHT + REST : REST / 2) / pace()); });
  }

  // The address leads here again; not at each of many steps, which browsers complain about.
  function keepLink() {
    if (location.hash !== "#" + (state.step + 1))
      history.replaceState(null, "", "#" + (state.step + 1));
  }

  // The next step that is shown, forwards or backwards; the last one where there is none.
  function find(from, direction) {
    let i = from + direction;
    while (get("hops").checked && i > 0 && i < steps.length - 1 && !steps[i].hop)
      i += direction;
    return i;
  }

  function setPlaying(on) {
    state.playing = on;
    get("play").textContent = on ? "‖ Pause" : "▶ Play";
    if (!on)
      clearTimeout(state.timer);
  }

  function playOn() {
    if (state.step >= steps.length - 1)
      setPlaying(false);
    else
      go(find(state.step, 1), true);
  }

  function toggle() {
    setPlaying(!state.playing);
    if (state.playing)
      go(state.step >= steps.length - 1 ? 0 : find(state.step, 1), true);
  }

  function by(direction) {
    setPlaying(false);
    go(find(state.step, direction), direction > 0);
  }

  function to(index) {
    setPlaying(false);
    go(index);
  }

  // ---- hands ----

  const keysOf = {
    ArrowRight: () => by(1), PageDown: () => by(1), ArrowLeft: () => by(-1), PageUp: () => by(-1),
    Home: () => to(0), End: () => to(steps.length - 1), " ": toggle,
  };
  document.addEventListener("keydown", event => {
    const target = event.target instanceof Element ? event.target : document.body;
    const own = target.closest("select, [role=tab]") || (event.key === " " && target.closest("button, input"));
    if (own || event.ctrlKey || event.altKey || event.metaKey || !(event.key in keysOf))
      return;
    event.preventDefault();
    keysOf[event.key]();
  });
  get("first").addEventListener("click", () => to(0));
  get("back").addEventListener("click", () => by(-1));
  get("next").addEventListener("click", () => by(1));
  get("last").addEventListener("click", () => to(steps.length - 1));
  get("play").addEventListener("click", toggle);
  get("slider").max = steps.length - 1;
  get("slider").addEventListener("input", event => to(Number(event.target.value)));
  for (const name of ["dialogue", "message", "steps"])
    get("tab-" + name).addEventListener("click", () => {
      state.pane = name;
      for (const other of ["dialogue", "message", "steps"]) {
        get(other).hidden = other !== name;
        get("tab-" + other).setAttribute("aria-selected", other === name);
      }
      drawPane();
    });
  addEventListener("hashchange", () => to(Number(location.hash.slice(1)) - 1 || 0));

  get("hops").checked = steps.length > 250;
  go(Number(location.hash.slice(1)) - 1 || 0);
})();
