// One question to the server, and what became of it, in a word. Nothing is thrown.

const PATIENCE_MS = 15_000;
const WORDS = { 401: "login", 403: "forbidden", 404: "gone", 409: "closed", 410: "gone", 408: "server", 429: "server" };

/**
 * {code: "ok", body, at}, or {code, sentence, login, reason, saved, at}: "offline", "server", "login", "forbidden", "gone",
 * "closed", "bad". `saved` are the numbers of changes that were taken all the same, by their names. `signal` breaks it off.
 */
export async function exchange(address, { body = null, token = "", keepalive = false, signal = null } = {}) {
  let answer;
  let said = null;
  try {
    answer = await fetch(address, asked(body, token, keepalive, signal));
    said = await answer.json().catch((error) => (error instanceof SyntaxError ? null : Promise.reject(error)));
  } catch {
    return { code: "offline" };
  }
  if (answer.ok && said && !answer.redirected) return { code: "ok", body: said, at: answer.headers.get("Date") };
  const { sentence = "", reason = "", login = leads(answer), saved = {} } = said ?? {};
  return { code: codeOf(answer, said), sentence, reason, login, saved, at: answer.headers.get("Date") };
}

function asked(body, token, keepalive, signal) {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const common = { credentials: "same-origin", cache: "no-store", keepalive, signal: signal ? AbortSignal.any([signal, patience]) : patience };
  const headers = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" };
  if (!body) return { ...common, headers };
  return { ...common, method: "POST", body, headers: { ...headers, "Content-Type": "application/json", "X-CSRFToken": newest(token) } };
}

/** A login brings a new token: the cookie has it, the page that stood open meanwhile has the old one. */
function newest(token) {
  return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? token;
}

function codeOf(answer, said) {
  if (said?.login || answer.redirected) return "login";
  if (answer.ok) return "server"; // a page where an answer was asked for: something stands between
  return WORDS[answer.status] ?? (answer.status < 500 ? "bad" : "server");
}

const leads = (answer) => (answer.redirected ? answer.url : "");
