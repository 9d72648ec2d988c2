// The association's page of messages: asks /graphql with the session's cookie and shows the answer. Texts of people are only
// ever set as text, never as markup.
const $ = id => document.getElementById(id);
const say = text => { $('said').textContent = text; };
const make = (tag, text, ...children) => {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  element.append(...children);
  return element;
};

const MARKS = {
  CALL: ['MarkCalled', "L'appel est noté."],
  FAILED_MESSAGE: ['MarkMessageSeen', "C'est noté : vous vous en occupez."],
  UNCLEAR_SMS: ['MarkInboundHandled', "C'est noté : ce SMS est lu."],
};
const DISMISS = "Classer sans demande";
const FIGURES = ['written', 'delivered', 'failed', 'uncertain', 'called', 'sent', 'answered', 'segments']; // a narrow telephone shows the first three

/** One of the operations that the service knows (OPERATIONS, from /graphql/operations.js); what the caller can put right comes back as a sentence, anything else as our excuse. */
async function ask(operation, variables = {}) {
  const response = await fetch('/graphql', {
    method: 'POST', credentials: 'same-origin',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'Accept-Language': 'fr', 'GraphQL-Preflight': '1' },
    body: JSON.stringify({ documentId: OPERATIONS[operation], variables }),
  });
  const answer = await response.json();
  const refused = answer.errors?.[0] ?? Object.values(answer.data ?? {}).flatMap(field => field?.errors ?? [])[0];
  if (refused) throw new Error(refused.message);
  return answer.data;
}

const failed = error => say(error instanceof TypeError ? 'Pas de réponse du service. Vérifiez la connexion, puis essayez de nouveau.' : error.message);

/** Does it once, however often the button is pressed, and says what went wrong. */
async function once(button, work) {
  if (button.disabled) return;
  button.disabled = true;
  try {
    await work();
  } catch (error) {
    failed(error);
  } finally {
    button.disabled = false;
    if (document.activeElement === document.body) button.focus(); // a disabled button cannot keep it
  }
}

const onSubmit = (id, work) => $(id).addEventListener('submit', event => {
  event.preventDefault();
  once(event.submitter ?? event.target.querySelector('button'), () => work(new FormData(event.target)));
});

function sure(text) {
  const dialog = $('sure');
  $('sure-text').textContent = text;
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true }));
}

// ---- The desk ----------------------------------------------------------------------------------------------------

let zone = 'Europe/Paris';
const when = instant => new Intl.DateTimeFormat('fr-FR', { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(new Date(instant));
/** "0,08 €"; until the provider has said in which currency it counts, the price that was assumed is one in euros (Sms:PricePerSegment). */
const money = (amount, unit) => Number(amount).toLocaleString('fr-FR', { style: 'currency', currency: unit || 'EUR', minimumFractionDigits: 2, maximumFractionDigits: 4 });
const phone = e164 => e164.startsWith('+33') ? `0${e164.slice(3)}`.replace(/(\d\d)(?=\d)/g, '$1 ') : e164;

function showTasks({ count, items }) {
  $('tasks-count').textContent = count === 0 ? "Rien n'attend. Tout est arrivé, ou a été dit." : count === 1 ? '1 chose attend.' : `${count} choses attendent, la plus ancienne en premier.`;
  $('tasks').replaceChildren(...items.map(item => {
    const line = make('li', '', make('p', item.reason), make('small', `Depuis ${when(item.since)}`));
    if (item.who) line.append(make('p', item.who));
    if (item.phone) {
      const link = make('a', phone(item.phone));
      link.href = `tel:${item.phone}`;
      line.append(make('p', '', link));
    }
    if (item.text) line.append(make('blockquote', item.text));
    if (MARKS[item.what]) {
      const done = make('button', "C'est fait");
      done.setAttribute('aria-label', `C'est fait : ${item.reason}${item.phone ? ` ${phone(item.phone)}` : ''}`);
      done.addEventListener('click', () => once(done, async () => {
        const [mark, said] = MARKS[item.what];
        await ask(mark, { id: item.id });
        await show();
        say(said);
        $('tasks-title').focus(); // the button is gone
      }));
      line.append(make('div', '', done));
    }
    if (item.what === 'TO_MEET' || item.what === 'VOUCHING_ENDS') {
      const page = make('a', 'Voir le bénévole');
      page.href = `/association/benevoles/${item.id}`;
      line.append(make('p', '', page));
    }
    if (item.what === 'DRAFT') line.append(make('div', '', dismissal(item)));
    return line;
  }));
}

/** A request in somebody's words that becomes none: a wrong number, something said and done on the telephone. */
function dismissal(item) {
  const button = make('button', DISMISS);
  button.setAttribute('aria-label', `${DISMISS}${item.who ? ` : ${item.who}` : ''}${item.phone ? ` ${phone(item.phone)}` : ''}`);
  button.addEventListener('click', () => once(button, async () => {
    if (!await sure("Avez-vous rappelé la personne ? Ce message sera classé sans devenir une demande d'aide.")) return;
    await ask('DismissDraft', { id: item.id });
    await show();
    say("C'est classé.");
    $('tasks-title').focus();
  }));
  return button;
}

function row(name, figures) {
  const head = make('th', name);
  head.scope = 'row';
  return make('tr', '', head, ...FIGURES.map(figure => make('td', `${figures[figure]}`)));
}

function showFigures({ lines, pricePerSegment, priceUnit }) {
  const sum = of => lines.reduce((total, line) => total + of(line), 0);
  $('lines').replaceChildren(...lines.map(line => row(line.name, line)));
  $('totals').replaceChildren(row('Ensemble', Object.fromEntries(FIGURES.map(figure => [figure, sum(line => line[figure])]))));
  const byUnit = new Map();
  for (const { amount, unit } of lines.flatMap(line => line.costs)) byUnit.set(unit, (byUnit.get(unit) ?? 0) + Number(amount));
  const unpriced = sum(line => line.unpriced);
  const known = [...byUnit].map(([unit, amount]) => money(amount, unit)).join(' et ');
  $('costs').textContent = [
    known ? `Coût connu : ${known}.` : 'Aucun coût connu pour ce mois.',
    unpriced > 0 ? `${unpriced} SMS n'ont pas encore de prix : environ ${money(sum(line => Number(line.estimatedRest)), priceUnit)}, à ${money(pricePerSegment, priceUnit)} le segment (estimation).` : '',
  ].join(' ').trim();
}

function showSwitch({ smsStoppedAt, smsStoppedBecause, everySmsStoppedAt }) {
  $('stopped').hidden = !smsStoppedAt && !everySmsStoppedAt;
  $('stopped-text').textContent = [
    smsStoppedAt ? `Arrêtés par l'association depuis ${when(smsStoppedAt)}. Motif : « ${smsStoppedBecause} »` : '',
    everySmsStoppedAt ? `Arrêtés pour tout le service depuis ${when(everySmsStoppedAt)}. Appelez la personne qui gère le service.` : '',
  ].join(' ').trim();
  $('stop').hidden = Boolean(smsStoppedAt);
  $('resume').hidden = !smsStoppedAt;
}

/** The last thirteen months; the value is the first day. */
function fillMonths(from) {
  const select = $('month');
  if (select.options.length > 0) return;
  const [year, month] = from.split('-').map(Number);
  for (let back = 0; back < 13; back++) {
    const first = new Date(Date.UTC(year, month - 1 - back, 1));
    select.append(new Option(new Intl.DateTimeFormat('fr-FR', { timeZone: 'UTC', month: 'long', year: 'numeric' }).format(first), first.toISOString().slice(0, 10)));
  }
}

function period() {
  const from = $('month').value;
  if (!from) return {};
  const [year, month] = from.split('-').map(Number);
  return { from, to: new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10) };
}

async function show() {
  const { me } = await ask('Me');
  if (!me.signedIn) forgetVisits();
  if (me.secondFactor === 'TO_ENROL' || me.secondFactor === 'TO_PROVE') {
    location.assign('/compte'); // where the second proof is shown or set up; it leads back here
    return;
  }
  $('sign-in').hidden = me.signedIn;
  if (!me.coordinatorOf) {
    $('desk').hidden = true;
    if (me.signedIn) say("Cette page est pour les personnes qui coordonnent une association. Votre compte n'en coordonne pas.");
    return;
  }
  const { conversation, needsPerson } = await ask('ConversationDesk', period());
  zone = conversation.timeZone;
  $('whose').textContent = conversation.associationName;
  fillMonths(conversation.from);
  showTasks(needsPerson);
  showFigures(conversation);
  showSwitch(conversation);
  $('desk').hidden = false;
}

async function entered() {
  say('');
  await show();
  $('password').value = $('code').value = '';
  if (!$('desk').hidden) $('tasks-title').focus();
}

onSubmit('by-password', async form => {
  await ask('SignInWithPassword',
    { login: form.get('login'), password: form.get('password') });
  await entered();
});
onSubmit('ask-code', async form => {
  await ask('RequestSignInCode', { phone: form.get('phone') });
  $('by-code').hidden = false;
  say('Un code arrive par SMS. Il est valable 10 minutes.');
  $('code').focus();
});
onSubmit('by-code', async form => {
  await ask('SignInWithCode',
    { phone: $('phone').value, code: form.get('code') });
  await entered();
});
onSubmit('stop', async form => {
  if (!await sure("Arrêter tous les SMS de l'association ? Rappels compris : il faudra appeler.")) return;
  await ask('StopSms', { reason: form.get('reason') });
  $('reason').value = '';
  await show();
  say('Les SMS sont arrêtés.');
});
onSubmit('resume', async () => {
  if (!await sure('Reprendre les SMS ? Ceux qui sont encore utiles vont partir.')) return;
  await ask('ResumeSms');
  await show();
  say('Les SMS repartent.');
});
$('month').addEventListener('change', () => show().catch(failed));
$('sign-out').addEventListener('click', () => once($('sign-out'), async () => {
  await leaving(() => ask('SignOut'));
  location.reload();
}));

show().catch(failed);
