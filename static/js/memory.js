// A visitor's small choices, kept in her own browser and nowhere else.

export function recall(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // storage is closed to this page
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // The choice lasts for this page only.
  }
}
