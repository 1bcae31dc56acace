"use strict";
const words = {
  en: {},
  de: {takeBack:"Zurückholen",grid:"Netz",house:"Haus",car:"Auto",stop:"Stopp",resume:"Weiter",authorize:"Laden erlauben",deny:"Nicht erlauben",why:"Warum",
    decides:"Entscheidet jetzt",wanted:"Gewünscht",command:"Vorgegeben",upper:"Ladegrenze jetzt",lower:"Entladegrenze jetzt",
    gates:"Zum Entladen fehlt noch",mode:"Was die Station tut",mAuto:"Automatik",mAutoNote:"lädt, wie das Auto es wünscht",mSolar:"Nur Sonne",
    mSolarNote:"nur was das Dach übrig lässt",mNow:"Jetzt laden",mNowNote:"geht allen anderen vor",mHouse:"Haus versorgen",mHouseNote:"das Auto trägt das Haus",
    consent:"Energie darf das Auto verlassen",driving:"Immer zum Fahren behalten",outage:"Für einen Ausfall behalten",max:"Laden bis",
    session:"Dieser Vorgang",charged:"ins Auto",discharged:"aus dem Auto",duration:"seit dem Anstecken",protocol:"Auto spricht",first:"Erste Energie nach",
    peaks:"Höchste Leistung rein / raus",ended:"Beendet, weil",tech:"Technik",answers:"Antwortzeit, Hälfte / 99 % / längste",looptime:"Regelzyklus, 99 % / längster",
    lifetime:"Zähler rein / raus",build:"Programm",history:"Frühere Vorgänge",when:"Wann",chargedShort:"Rein",dischargedShort:"Raus",
    saved:"Gespeichert.",done:"Erledigt.",stale:"Keine Verbindung zur Station; die Werte sind alt.",unheard:"Die Station hat das nicht gehört. Anhalten geht jetzt am Auto oder mit dem Not-Halt.",dead:"Die Steuerung antwortet nicht; die Werte sind alt.",
    bench:"PRÜFSTAND-BETRIEB, nicht für den Alltag: ",external:"Fernsteuerung",lease:"noch {n} s",reserve:"{n} % bleiben",noSoc:"Ladestand unbekannt",
    noCar:"kein Auto",ago:"vor {n} s",acknowledge:"Quittieren",faultHead:"Störung",recording:"Aufzeichnung der Minuten davor: ",forInstaller:"Für den Installateur",running:"läuft noch",limitBy:"begrenzt durch"}
};
const base = {saved:"Saved.",done:"Done.",stale:"No connection to the station; the values are old.",unheard:"The station did not hear that. To stop now, use the car or the emergency stop.",dead:"The controller does not answer; the values are old.",
  bench:"BENCH MODE, not for everyday use: ",external:"External control",lease:"{n} s left",reserve:"{n} % is kept",noSoc:"state of charge unknown",
  noCar:"no car",ago:"{n} s ago",acknowledge:"Acknowledge",faultHead:"Fault",recording:"Recording of the minutes before: ",forInstaller:"For the installer",running:"still running",limitBy:"limited by"};
let lang = "en", heard = 0, state = null, dragging = null;
const $ = id => document.getElementById(id);
const say = (key, n) => String((words[lang][key] ?? base[key]) || key).replace("{n}", n);
const number = (value, digits) => value.toLocaleString(lang, {minimumFractionDigits: digits, maximumFractionDigits: digits});
const watts = w => (Math.abs(w) >= 1000 ? number(w / 1000, 1) + "\u00a0kW" : number(w, 0) + "\u00a0W").replace("-", "\u2212");
const arrow = w => Math.abs(w) < 50 ? watts(Math.abs(w)) : w > 0 ? watts(w) + " \u2192" : "\u2190 " + watts(-w);
const energy = wh => Math.abs(wh) >= 1000 ? number(wh / 1000, 1) + "\u00a0kWh" : number(wh, 0) + "\u00a0Wh";
const micros = us => us >= 1000 ? number(us / 1000, 1) + " ms" : number(us, 0) + " µs";
const put = (id, text) => { const node = $(id); if (node.textContent !== text) node.textContent = text; };
const clock = s => (s >= 3600 ? Math.floor(s / 3600) + ":" + String(Math.floor(s % 3600 / 60)).padStart(2, "0") : Math.floor(s / 60)) + ":" + String(Math.floor(s % 60)).padStart(2, "0");

function translate() {
  document.documentElement.lang = lang;
  for (const node of document.querySelectorAll("[data-t]")) {
    node.dataset.en ??= node.textContent;
    node.textContent = words[lang][node.dataset.t] ?? node.dataset.en;
  }
  for (const button of document.querySelectorAll("[data-lang]")) button.setAttribute("aria-pressed", String(button.dataset.lang === lang));
}

function flow(id, w) { $(id).setAttribute("class", "dots" + (w === null || Math.abs(w) < 50 ? "" : w > 0 ? " in" : " out")); }

function battery(s) {
  const v = s.vehicle, p = s.preferences, known = v.socDeciPercent !== undefined;
  const keep = Math.max(p.drivingReserveDeciPercent, p.outageReserveDeciPercent) / 10;
  $("socfill").style.width = (known ? v.socDeciPercent / 10 : 0) + "%";
  $("socreserve").style.left = keep + "%";
  $("socmax").style.left = "calc(" + p.maxSocDeciPercent / 10 + "% - 2px)";
  $("socbar").setAttribute("aria-valuenow", known ? String(v.socDeciPercent / 10) : "0");
  put("soc", known ? number(v.socDeciPercent / 10, 1) + " %" : v.phase === "NO_CAR" ? say("noCar") : say("noSoc"));
  put("socnote", (known && v.socAgeS > 5 ? say("ago", v.socAgeS) + " · " : "") + say("reserve", number(keep, 0)));
}

function faults(s) {
  const box = $("faults"), key = JSON.stringify(s.faults) + s.recording + lang;
  box.hidden = s.faults.length === 0;
  if (box.dataset.key === key) return;
  box.dataset.key = key;
  box.replaceChildren();
  const head = document.createElement("h2");
  head.textContent = say("faultHead");
  box.append(head);
  for (const fault of s.faults) {
    const p = document.createElement("p"), b = document.createElement("strong");
    b.textContent = fault.what;
    p.append(b, " " + fault.remedy + " (" + fault.number + ")");
    const more = document.createElement("details"), who = document.createElement("summary");
    who.textContent = say("forInstaller");
    more.append(who, fault.installer);
    box.append(p, more);
  }
  if (s.recording) {
    const p = document.createElement("p");
    p.textContent = say("recording") + s.recording;
    box.append(p);
  }
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = say("acknowledge");
  button.onclick = () => post("/api/acknowledge");
  box.append(button);
}

function show(s) {
  state = s;
  if (s.preferences.language !== lang) { lang = words[s.preferences.language] ? s.preferences.language : "en"; translate(); }
  put("site", s.site);
  put("sentence", s.sentence);
  document.title = s.sentence + " – Ebbflow";
  const house = s.gridW === null ? null : s.gridW - s.powerW;
  put("carW", arrow(s.powerW));
  put("gridW", s.gridW === null ? "–" : arrow(s.gridW));
  put("houseW", house === null ? "" : watts(house));
  flow("dotsGrid", s.gridW);
  flow("dotsCar", s.powerW);
  put("flowtext", s.sentence);
  battery(s);
  faults(s);
  put("why", s.why);
  put("chosen", s.chosen + (s.leaseEndsInS >= 0 ? " (" + say("lease", s.leaseEndsInS) + ")" : ""));
  put("wanted", watts(s.wantedW) + (s.isBound ? " – " + say("limitBy") + " " + s.boundBy : ""));
  put("command", watts(s.commandW));
  put("upper", watts(s.upper.powerW) + " – " + s.upper.source);
  put("lower", watts(s.lower.powerW) + " – " + s.lower.source);
  $("gatebox").hidden = s.gates.length === 0;
  if ($("gates").dataset.key !== s.gates.join()) {
    $("gates").dataset.key = s.gates.join();
    $("gates").replaceChildren(...s.gates.map(g => { const li = document.createElement("li"); li.textContent = g; return li; }));
  }
  controls(s);
  session(s);
  banners(s);
}

function backup(b) {
  $("backupbox").hidden = b.state === "NOT_FITTED";
  put("backup", b.sentence);
  $("offgrid").dataset.warning = b.warning;
  $("offgrid").hidden = !(b.ready && (b.state === "ON_GRID" || b.state === "DARK"));
  $("ongrid").hidden = !b.test;
}

function controls(s) {
  backup(s.backup);
  const p = s.preferences, stopped = s.whyNot === "OWNER_STOP" || s.chosenStop;
  $("stop").hidden = stopped;
  $("resume").hidden = !stopped;
  $("deny").hidden = $("authorize").hidden = s.vehicle.phase !== "WAITING_AUTHORIZATION";
  for (const b of document.querySelectorAll("[data-mode]")) {
    const on = b.dataset.mode === p.mode;
    b.setAttribute("aria-checked", String(on));
    b.tabIndex = on ? 0 : -1;
  }
  $("consent").checked = p.dischargeConsent;
  for (const input of document.querySelectorAll("[data-pref]")) {
    if (dragging === input) continue;
    input.value = p[input.dataset.pref] / 10;
    $(input.id + "Out").textContent = input.value + " %";
  }
}

function session(s) {
  const f = s.session;
  put("inWh", energy(f.chargedWh));
  put("outWh", energy(f.dischargedWh));
  put("duration", f.number ? clock(f.durationS) : "–");
  const tls = s.vehicle.security === "none" ? "" : ", " + s.vehicle.security.replace("tls", "TLS ");
  put("protocol", f.protocol ? f.protocol + (f.service ? ", " + f.service : "") + tls : "–");
  put("first", f.firstEnergyMs < 0 ? "–" : number(f.firstEnergyMs / 1000, 1) + " s");
  put("peaks", watts(f.maxChargeW) + " / " + watts(f.maxDischargeW));
  put("ended", !f.number ? "–" : f.ended === "NONE" ? say("running") : s.ended);
  const a = s.answers;
  put("answers", a ? micros(a.p50Micros) + " / " + micros(a.p99Micros) + " / " + micros(a.maxMicros) + " (" + number(a.count, 0) + ")" : "–");
  put("looptime", micros(s.loop.p99Micros) + " / " + micros(s.loop.maxMicros));
  put("lifetime", energy(s.totals.chargedWh) + " / " + energy(s.totals.dischargedWh));
  put("build", s.build);
}

function banners(s) {
  $("bench").hidden = s.bench.length === 0;
  put("bench", say("bench") + s.bench.join(", "));
  $("memory").hidden = !s.memory;
  put("memory", s.memory);
  $("settings").hidden = !s.settings;
  put("settings", s.settings);
  $("certificates").hidden = !s.certificates;
  put("certificates", s.certificates);
  $("external").hidden = s.leaseEndsInS < 0;
  $("external").firstElementChild.textContent = say("external") + ": " + s.chosen + ", " + watts(s.wantedW) + " (" + say("lease", s.leaseEndsInS) + ")";
  stale();
}

function stale() {
  const silent = heard && Date.now() - heard > 3000, dead = state && state.ageMs > 1500;
  const old = Boolean(silent || dead);
  $("stale").hidden = !old;
  document.body.classList.toggle("old", old);
  if (old) document.title = say(silent ? "stale" : "dead");
  put("stale", say(silent ? "stale" : "dead"));
}

function toast(text, bad) {
  const node = $("toast");
  node.textContent = text;
  node.classList.toggle("err", Boolean(bad));
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { node.textContent = ""; }, bad ? 12000 : 3000);
}

async function post(path, body) {
  try {
    const answer = await fetch(path, {method: "POST", headers: {"X-Ebbflow": "panel", "Content-Type": "application/json"}, body: JSON.stringify(body ?? {})});
    const reply = await answer.json();
    toast(reply.ok ? (reply.text || say(body ? "saved" : "done")) : reply.text, !reply.ok || reply.text);
  } catch (e) {
    toast(say("unheard"), true);
  }
}

async function history() {
  if (!$("history").open) return;
  const rows = await (await fetch("/api/sessions")).json();
  $("rows").replaceChildren(...rows.map(r => {
    const tr = document.createElement("tr");
    for (const text of [r.number, new Date(r.startedMs).toLocaleString(lang, {dateStyle: "short", timeStyle: "short"}), energy(r.chargedWh), energy(r.dischargedWh), r.ended]) {
      const td = document.createElement("td");
      td.textContent = text;
      tr.append(td);
    }
    return tr;
  }));
}

document.addEventListener("click", e => {
  const button = e.target.closest("button");
  if (!button) return;
  if (button.dataset.post) post(button.dataset.post);
  if (button.id === "offgrid" && confirm(button.dataset.warning)) post("/api/off-grid");
  if (button.dataset.mode) post("/api/preferences", {mode: button.dataset.mode});
  if (button.dataset.lang) post("/api/preferences", {language: button.dataset.lang});
});
document.addEventListener("keydown", e => {
  const radio = e.target.closest("[data-mode]");
  const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[e.key];
  if (!radio || !step) return;
  const all = [...document.querySelectorAll("[data-mode]")];
  all[(all.indexOf(radio) + step + all.length) % all.length].focus();
  e.preventDefault();
});
$("consent").addEventListener("change", e => post("/api/preferences", {dischargeConsent: e.target.checked}));
for (const input of document.querySelectorAll("[data-pref]")) {
  input.addEventListener("input", () => { dragging = input; $(input.id + "Out").textContent = input.value + " %"; });
  input.addEventListener("change", async () => {
    await post("/api/preferences", {[input.dataset.pref]: Math.round(input.value * 10)});
    dragging = null;
    if (state) controls(state);
  });
}
$("history").addEventListener("toggle", history);
translate();
const events = new EventSource("/api/events");
events.onmessage = e => { heard = Date.now(); show(JSON.parse(e.data)); };
events.onerror = () => { heard ||= 1; stale(); };
setInterval(stale, 1000);
