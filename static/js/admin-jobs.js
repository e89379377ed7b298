// Keeps the jobs on a page fresh: asks for their state every second for as long as one of them is not over.
const EVERY_MS = 1000;

/** The state of the jobs behind an address; [] when it cannot be asked for just now. */
export async function states(url) {
  try {
    const response = await fetch(url, { headers: { Accept: "application/json" } });
    return response.ok ? (await response.json()).jobs : [];
  } catch {
    return [];
  }
}

/** Call `show(job)` with the state of every job until all are over; resolves then. `going()` false ends it early. */
export async function watch(url, show, going = () => true) {
  for (let open = true; open && going(); ) {
    const jobs = await states(url);
    jobs.forEach(show);
    open = jobs.length === 0 || jobs.some((job) => job.open);
    if (open) await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}

function show(box, job) {
  const row = box.querySelector(`[data-job="${job.id}"]`);
  if (!row) return;
  row.dataset.state = job.state;
  row.querySelector("[data-job-label]").textContent = job.state_label;
  row.querySelector("[data-job-progress]").value = job.progress;
  row.querySelector("[data-job-step]").textContent = job.step;
  row.querySelector("[data-job-reason]").firstElementChild.textContent = job.reason;
}

async function keepFresh(box) {
  if (!box.dataset.url || "fresh" in box.dataset) return;
  box.dataset.fresh = "";
  await watch(box.dataset.url, (job) => show(box, job), () => box.isConnected);
  // The player appears with the page; not while somebody is writing in it.
  const untouched = [...document.querySelectorAll("input[type=text], select")].every(
    (field) => field.defaultValue === undefined || field.value === field.defaultValue,
  );
  if (box.isConnected && "reload" in box.dataset && untouched) location.reload();
}

function findAll() {
  for (const box of document.querySelectorAll("[data-jobs]")) keepFresh(box);
}

findAll();
// Filters replace the list without loading the page anew.
new MutationObserver(findAll).observe(document.body, { childList: true, subtree: true });
