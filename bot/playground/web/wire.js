// Talking to the stand-in: acts of phones, faults, and the stream of what changed.
export async function post(path, data) {
  const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(data) });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error || answer.statusText);
  return body;
}
export const getJson = async (path) => (await fetch(path)).json();

export function listen(onScreens, onState) {
  const source = new EventSource("/page/events");
  source.onmessage = (event) => { onState("on"); onScreens(JSON.parse(event.data)); };
  let opened = false;
  // After a break the stand-in may be another one, and another cast may play: begin afresh.
  source.onopen = () => { if (opened) location.reload(); opened = true; onState("on"); };
  source.addEventListener("cast", () => location.reload());
  source.onerror = () => onState("off");
}

export function readFile(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve({ name: file.name, content: String(reader.result).split(",")[1] });
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
