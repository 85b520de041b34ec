// Brings the cast on and keeps their phones up to date.
import { el } from "./dom.js";
import { faultStrip } from "./faults.js";
import { Phone } from "./phone.js";
import { getJson, listen } from "./wire.js";

const LINE = { on: "已连接 · connected", off: "连接断开，正在重连 · reconnecting" };

function showState(state) {
  const line = document.getElementById("line");
  if (line.dataset.state === state) return;
  line.dataset.state = state;
  line.querySelector(".line-words").textContent = LINE[state];
}

function jumpLinks(phones) {
  const links = phones.map((phone) => el("a", { href: `#${phone.node.id}`, onclick: (event) => { event.preventDefault(); phone.node.scrollIntoView({ inline: "center", block: "nearest", behavior: "smooth" }); } }, phone.actor.name));
  document.getElementById("jumps").replaceChildren(...links);
  const watch = new IntersectionObserver((seen) => {
    for (const one of seen) links[phones.findIndex((phone) => phone.node === one.target)].setAttribute("aria-current", String(one.isIntersecting));
  }, { root: document.getElementById("phones"), threshold: 0.6 });
  for (const phone of phones) watch.observe(phone.node);
}

async function begin() {
  const cast = await getJson("/page/cast");
  const holder = document.getElementById("phones");
  const phones = [];
  for (const actor of cast.actors) phones.push(new Phone(actor, cast, () => phones));
  holder.replaceChildren(...phones.map((phone) => phone.node));
  if (!phones.length) holder.textContent = "还没有人上场。 No cast was given.";
  jumpLinks(phones);
  faultStrip(document.getElementById("faults"), phones, cast.token);
  setInterval(() => phones.forEach((phone) => phone.tick()), 20000);
  const known = new Set();
  listen((screens) => {
    for (const screen of screens) {
      const key = `${screen.user_id} ${screen.chat_id}`;
      phones.find((phone) => phone.actor.user_id === screen.user_id)?.take(screen, !known.has(key));
      known.add(key);
    }
  }, showState);
}

begin();
