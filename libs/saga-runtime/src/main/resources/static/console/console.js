/** Connects the parts of the console. */
import { saidBeforeLoading, sameSession, session, signInAddress, SomebodyElse } from './api.js';
import { byId, el, put } from './dom.js';
import { notice } from './notices.js';
import { go, route, start } from './router.js';
import { shortcuts } from './shortcuts.js';
import { act } from './act.js';
import { acts } from './acts.js';
import { audit } from './audit.js';
import { letter } from './letter.js';
import { letters } from './letters.js';
import { overview } from './overview.js';
import { reasons } from './reasons.js';
import { relays } from './relays.js';
import { saga } from './saga.js';
import { sagas } from './sagas.js';

const ID = /^(?=.*\d)[0-9a-f-]{4,36}$/i;
const WHOLE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

route('/', 'Overview', overview);
route('/console', 'Overview', overview);
route('/console/sagas', 'Sagas', sagas);
route('/console/sagas/:id', 'Saga', saga);
route('/console/reasons', 'Reasons', reasons);
route('/console/dead-letters', 'Dead letters', letters);
route('/console/dead-letters/:id', 'Dead letter', letter);
route('/console/relays', 'Relays', relays);
route('/console/acts', 'Acts', acts);
route('/console/acts/:id', 'Act', act);
route('/console/audit', 'Audit log', audit);

byId('find').addEventListener('submit', event => {
    event.preventDefault();
    const field = byId('find-text');
    const text = field.value.trim();
    if (text) {
        field.value = '';
        go(WHOLE_ID.test(text) ? `/console/sagas/${text.toLowerCase()}`
            : `/console/sagas?${new URLSearchParams(ID.test(text) ? { q: text } : { text })}`);
    }
});

const said = saidBeforeLoading();
if (said) {
    notice('said', el('p', { class: 'strong-words' }, said));
}

session().then(({ user, role, csrf, signedInBy }) => {
    if (user) {
        put(byId('who'), el('span', { title: `signed in by ${signedInBy}` }, user, role !== user && el('small', {}, ` ${role}`)),
            csrf && el('form', { method: 'post', action: '/sign-out', onsubmit: signOut },
                el('input', { type: 'hidden', name: csrf.parameter, value: csrf.token }),
                el('button', { type: 'submit', class: 'quiet', 'data-testid': 'sign-out' }, 'Sign out')));
    }
}).catch(() => {
    // each page says by itself that the server does not answer
});

/** The token may be that of an earlier session of the same person, who has signed in again in another tab. */
async function signOut(event) {
    event.preventDefault();
    const form = event.target;
    try {
        form.querySelector('input').value = (await sameSession()).csrf.token;
    } catch (failure) {
        if (failure instanceof SomebodyElse) {
            return; // the page is left anyway
        }
        if (failure.type === 'session-ended') {
            location.assign(signInAddress());
            return;
        }
    }
    form.submit();
}

shortcuts();
start();
