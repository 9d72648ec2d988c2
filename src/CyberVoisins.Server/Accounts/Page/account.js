// The page of one's own account: asks /graphql with the session's cookie. What people and the service say is only ever set as text.
const $ = id => document.getElementById(id);
const say = text => { $('said').textContent = text; };
const make = (tag, text, ...children) => {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  element.append(...children);
  return element;
};
const PARTS = ['sign-in', 'prove', 'enrol', 'codes', 'desk'];

/** One of the operations that the service knows (OPERATIONS, from /graphql/operations.js); what the caller can put right comes back as a sentence with its code. */
async function ask(operation, variables = {}) {
  const response = await fetch('/graphql', {
    method: 'POST', credentials: 'same-origin',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'Accept-Language': 'fr', 'GraphQL-Preflight': '1' },
    body: JSON.stringify({ documentId: OPERATIONS[operation], variables }),
  });
  const answer = await response.json();
  const wrong = answer.errors?.[0];
  const refused = wrong ? { code: wrong.extensions?.code, message: wrong.message } : Object.values(answer.data ?? {}).flatMap(field => field?.errors ?? [])[0];
  if (refused) throw Object.assign(new Error(refused.message), { code: refused.code });
  return answer.data;
}

function failed(error) {
  // The browser's own words about passkeys ("NotAllowedError") say nothing to anybody.
  say(error instanceof TypeError ? 'Pas de réponse du service. Vérifiez la connexion, puis essayez de nouveau.'
    : error instanceof DOMException ? "L'appareil n'a pas donné de clé d'accès. Essayez de nouveau, ou prenez un autre moyen." : error.message);
  if (error.code === 'PROOF_TOO_OLD') open('prove');
}

async function once(button, work) {
  if (button.disabled) return;
  button.disabled = true;
  try {
    say('');
    await work();
  } catch (error) {
    failed(error);
  } finally {
    button.disabled = false;
    if (document.activeElement === document.body) button.focus();
  }
}
const onClick = (id, work) => $(id).addEventListener('click', () => once($(id), work));
const onSubmit = (id, work) => $(id).addEventListener('submit', event => {
  event.preventDefault();
  once(event.submitter ?? event.target.querySelector('button'), () => work(new FormData(event.target)));
});

function open(part) {
  for (const id of PARTS) $(id).hidden = id !== part;
  $(`${part === 'desk' ? 'proofs' : part}-title`).focus();
}

// ---- Passkeys ----------------------------------------------------------------------------------------------------

async function createPasskey() {
  const { did: q } = await ask('AskNewPasskey');
  const credential = await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(q.question.options)) });
  const { did: done } = await ask('AddPasskey',
    { id: q.question.id, credential: JSON.stringify(credential.toJSON()), name: `Clé du ${new Date().toLocaleDateString('fr-FR')}` });
  return done.secondFactor.recoveryCodes;
}

async function usePasskey() {
  const { did: q } = await ask('AskPasskey');
  const credential = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(q.question.options)) });
  await ask('SignInWithPasskey',
    { id: q.question.id, credential: JSON.stringify(credential.toJSON()) });
}

// ---- What is shown -----------------------------------------------------------------------------------------------

const when = instant => new Intl.DateTimeFormat('fr-FR', { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(new Date(instant));
const DEVICES = { PHONE: 'Téléphone', TABLET: 'Tablette', COMPUTER: 'Ordinateur', PROGRAM: 'Programme' };
const SCOPES = { READ: 'lire', WRITE: 'écrire', STAFF: "agir pour l'association" };

function line(text, small, action, about, work) {
  const item = make('li', '', make('div', text), make('small', small));
  if (action) {
    const button = make('button', action);
    button.setAttribute('aria-label', `${action} : ${about}`);
    button.addEventListener('click', () => once(button, async () => { await work(); await show(); }));
    item.append(make('div', '', button));
  }
  return item;
}

async function showDesk(me) {
  const { accountSecurity, sessions, apiTokens } = await ask('AccountDesk');
  const staff = Boolean(me.coordinatorOf) || me.administrator;
  $('proofs').replaceChildren(
    line(accountSecurity.password ? 'Un mot de passe' : 'Pas de mot de passe', accountSecurity.password ? '' : 'Vous recevez un code par SMS.'),
    ...(accountSecurity.app ? [line('Une application de codes', '')] : []),
    ...accountSecurity.passkeys.map(p => line(`Clé d'accès « ${p.name} »`, `Depuis ${when(p.createdAt)}`, 'Enlever', p.name,
      () => ask('RemovePasskey', { id: p.id }))),
    ...(accountSecurity.app || accountSecurity.passkeys.length ? [line(`${accountSecurity.recoveryCodesLeft} codes de secours`, '')] : []));
  $('proofs-more').hidden = !staff;
  if (accountSecurity.linkedElsewhere)
    $('proofs').append(line(`Un compte relié : ${accountSecurity.elsewhere ?? 'ailleurs'}`, '', 'Détacher', 'le compte relié', () => ask('UnlinkElsewhere')));
  $('elsewhere').hidden = !accountSecurity.elsewhere || accountSecurity.linkedElsewhere;
  $('new-codes').hidden = !accountSecurity.app && !accountSecurity.passkeys.length;
  $('sessions').replaceChildren(...sessions.nodes.map(s => line(`${DEVICES[s.device]}${s.current ? ' (ici)' : ''}`, `Vu ${when(s.lastSeenAt)}`, s.current ? '' : 'Déconnecter', DEVICES[s.device],
    () => ask('EndSession', { id: s.id }))));
  $('tokens').replaceChildren(...(apiTokens.nodes.length ? apiTokens.nodes.map(t => line(t.name, `Peut ${t.scopes.map(s => SCOPES[s]).join(', ')}, jusqu'au ${when(t.expiresAt)}`, 'Retirer', t.name,
    () => ask('RevokeApiToken', { id: t.id }))) : [make('li', 'Aucun.')]));
  $('onward').hidden = !me.coordinatorOf;
  open('desk');
}

async function show() {
  const { me } = await ask('Me');
  if (!me.signedIn) forgetVisits();
  if (me.secondFactor === 'TO_PROVE') open('prove');
  else if (me.secondFactor === 'TO_ENROL') open('enrol');
  else if (me.signedIn) await showDesk(me);
  else {
    $('elsewhere-in').hidden = !(await ask('Elsewhere')).elsewhere;
    open('sign-in');
  }
}

async function showCodes(codes) {
  if (!codes) return show();
  $('codes-list').replaceChildren(...codes.map(code => make('li', code)));
  open('codes');
}

// ---- What is done ------------------------------------------------------------------------------------------------

onSubmit('by-password', async form => {
  await ask('SignInWithPassword', { login: form.get('login'), password: form.get('password') });
  $('password').value = '';
  await show();
});
onClick('by-passkey', async () => { await usePasskey(); await show(); });
onSubmit('ask-code', async form => {
  await ask('RequestSignInCode', { phone: form.get('phone') });
  $('by-code').hidden = false;
  say('Un code arrive par SMS. Il est valable 10 minutes.');
  $('sms').focus();
});
onSubmit('by-code', async form => {
  await ask('SignInWithCode', { phone: $('phone').value, code: form.get('code') });
  $('sms').value = '';
  await show();
});
onSubmit('by-second', async form => {
  await ask('ConfirmSecondFactor', { code: form.get('code') });
  $('second').value = '';
  await show();
});
onClick('prove-passkey', async () => { await usePasskey(); await show(); });
onClick('more-proofs', async () => open('enrol'));
onSubmit('choose-password', async form => {
  await ask('SetPassword', { password: form.get('password') });
  $('new-password').value = '';
  $('choose-password').hidden = true;
  say('Votre mot de passe est gardé. Ajoutez maintenant votre seconde preuve.');
  $('enrol-title').focus();
});
onClick('add-passkey', async () => showCodes(await createPasskey()));
onClick('add-app', async () => {
  try {
    const { did: offered } = await ask('EnrolTotp');
    $('app-link').href = offered.enrolment.uri;
    $('app-square').src = `data:image/svg+xml,${encodeURIComponent(offered.enrolment.square)}`;
    $('app-secret').textContent = offered.enrolment.secret.replace(/(.{4})(?=.)/g, '$1 ');
    $('app').hidden = false;
    $('app-code').focus();
  } catch (error) {
    if (error.code !== 'PASSWORD_REQUIRED') throw error;
    $('choose-password').hidden = false;
    $('new-password').focus();
  }
});
onSubmit('confirm-app', async form => {
  const { did: done } = await ask('ConfirmTotp', { code: form.get('code') });
  $('app').hidden = true;
  $('app-code').value = $('app-secret').textContent = '';
  $('app-square').removeAttribute('src');
  await showCodes(done.secondFactor.recoveryCodes);
});
onClick('link-elsewhere', async () => location.assign((await ask('LinkElsewhere')).did.leaveFor.url));
onClick('new-codes', async () => showCodes((await ask('RenewRecoveryCodes')).did.recoveryCodes));
onClick('codes-done', async () => {
  $('codes-list').replaceChildren();
  await show();
});
onClick('everywhere', async () => {
  await leaving(() => ask('SignOutEverywhere'));
  await show();
  say('Tout est déconnecté.');
});
onClick('sign-out', async () => {
  await leaving(() => ask('SignOut'));
  await show();
});

const ELSEWHERE = {
  relie: "L'autre compte est relié. Il ouvre maintenant celui-ci.", inconnu: "Cet autre compte n'est relié à personne ici. Connectez-vous d'abord autrement, puis reliez-le.",
  deja: 'Cet autre compte, ou le vôtre, est déjà relié.', echec: "L'autre compte n'a pas répondu comme il faut. Essayez de nouveau.",
};
show().then(() => {
  const told = new URLSearchParams(location.search).get('ailleurs');
  if (ELSEWHERE[told]) say(ELSEWHERE[told]);
  history.replaceState(null, '', location.pathname);
}).catch(failed);
