import { byId, fromTemplate, part, tell, writeParts } from './dom.js';
import { recall, remember } from './store.js';

const NAME = 'payment';

const CARDS = [
    ['tok_ok', 'Good card', 'charged at once'],
    ['tok_declined', 'Declined card', 'the bank says no'],
    ['tok_slow', 'Slow card', 'charged, but answers too late'],
    ['tok_flaky', 'Flaky card', 'fails twice, then charged'],
    ['tok_throttled', 'Busy card', 'turned away once, then charged'],
    ['tok_timeout', 'Silent card', 'never answers; found out by asking'],
    ['tok_down', 'Dead line', 'nobody picks up; undone after a while'],
];

const WALLETS = [
    ['wallet-001', 'Full wallet', 'holds plenty'],
    ['wallet-empty', 'Empty wallet', 'holds nothing; declined'],
];

const WAYS = [
    ...CARDS.map(([code, name, what]) => ({ code, name, what, payment: { method: 'card', token: code } })),
    ...WALLETS.map(([code, name, what]) => ({ code, name, what, payment: { method: 'wallet', accountId: code } })),
];

/** Offers the payment methods with their outcomes, and remembers the last choice. */
export function offerPayments() {
    const last = recall(NAME, WAYS[0].code);
    const preferred = WAYS.some(way => way.code === last) ? last : WAYS[0].code;
    byId('payment-choices').replaceChildren(...WAYS.map(way => choice(way, way.code === preferred)));
    byId('payment-choices').addEventListener('change', ({ target }) => {
        remember(NAME, target.value);
        paymentIsWrong(null);
    });
}

export function chosenPayment() {
    const code = document.querySelector('input[name="payment"]:checked').value;
    return WAYS.find(way => way.code === code).payment;
}

export function paymentIsWrong(why) {
    tell(byId('payment-problem'), why);
}

function choice({ code, name, what }, checked) {
    const label = fromTemplate('payment-choice');
    const radio = label.querySelector('input');
    radio.value = code;
    radio.checked = checked;
    radio.dataset.testid = `pay-${code}`;
    writeParts(label, { name, code, what });
    part(label, 'code').translate = false;
    return label;
}
