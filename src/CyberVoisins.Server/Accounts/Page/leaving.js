// What the service's own pages about people do when somebody signs out; the web client does the same in store.ts.
'use strict';

// "Back" after signing out would show the page as it was: a page that a browser kept whole is loaded anew.
addEventListener('pageshow', event => {
  if (!event.persisted) return;
  document.body.replaceChildren();
  location.reload();
});

/** Signing out, during which the browser empties its store: what tells of nobody (the language, the association) comes back, and other tabs hear of it. */
async function leaving(signOut) {
  let harmless = [];
  try {
    harmless = ['cv.langue', 'cv.association', 'cv.associations'].map(key => [key, localStorage.getItem(key)]);
  } catch { /* a browser may refuse to keep anything */ }
  await signOut();
  try {
    localStorage.clear();
    for (const [key, value] of harmless) if (value !== null) localStorage.setItem(key, value);
    localStorage.setItem('cv.session', `${Date.now()}`);
  } catch { /* nothing is kept there */ }
}

/** The session is over, whoever ended it: no visit, with its address and its word, stays in this browser. */
function forgetVisits() {
  try {
    localStorage.removeItem('cv.visits');
  } catch { /* nothing is kept there */ }
}
