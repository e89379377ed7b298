// The session is over while somebody types: a dialog that leads to the login in another tab, and goes by itself.

/** `again` asks the server; it is asked whenever she comes back to this window. */
export function makeRelogin(words, again) {
  let dialog = null;
  let put = false; // by her, who goes on typing
  const back = () => document.visibilityState === "visible" && again();

  function show(address, asked = false) {
    if (dialog || (put && !asked)) return;
    dialog = document.createElement("dialog");
    dialog.className = "dialog dialog--login";
    dialog.setAttribute("aria-labelledby", "login-title");
    const title = element("h2", words.login_title);
    title.id = "login-title";
    const [head, body, foot] = ["head", "body", "foot"].map((part) => Object.assign(document.createElement("div"), { className: `dialog__${part}` }));
    const link = element("a", words.login_link);
    Object.assign(link, { href: address, target: "_blank", rel: "noopener", className: "dialog__main" });
    const later = element("button", words.login_later);
    later.type = "button";
    later.addEventListener("click", () => dialog.close());
    head.append(title);
    foot.append(later, link);
    body.append(element("p", words.login_why), foot);
    dialog.append(head, body);
    dialog.addEventListener("close", closed);
    document.body.append(dialog);
    dialog.showModal();
    link.focus();
    window.addEventListener("focus", back);
    document.addEventListener("visibilitychange", back);
  }

  function closed(event) {
    event.target.remove();
    if (event.target !== dialog) return;
    dialog = null;
    put = true;
  }

  /** The session is there again. */
  function hide() {
    window.removeEventListener("focus", back);
    document.removeEventListener("visibilitychange", back);
    const open = dialog;
    dialog = null;
    put = false;
    open?.close();
  }

  return { show, hide };
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
