/**
 * What the stages of a checkout mean: the way forward as a list, with the undo of each step beside it. Plain data in,
 * plain data out.
 */
export const STEPS = [
    {
        done: 'PLACED',
        undone: 'REJECTED',
        doing: { done: 'Order placed', waiting: 'Placing the order' },
        undoing: { done: 'Order rejected', waiting: 'Rejecting the order' },
    },
    {
        done: 'STOCK_RESERVED',
        refused: 'OUT_OF_STOCK',
        undone: 'STOCK_RELEASED',
        doing: {
            done: 'Stock set aside',
            refused: 'Not enough left',
            waiting: 'Setting stock aside',
            unanswered: 'No word on the stock',
            ahead: 'Stock',
        },
        undoing: { done: 'Stock put back', waiting: 'Putting stock back' },
    },
    {
        done: 'PAYMENT_AUTHORIZED',
        refused: 'PAYMENT_DECLINED',
        undone: 'PAYMENT_VOIDED',
        doing: {
            done: 'Payment authorized',
            refused: 'Payment declined',
            waiting: 'Asking for payment',
            unanswered: 'No word on the payment',
            ahead: 'Payment',
        },
        undoing: { done: 'Payment voided', waiting: 'Voiding the payment' },
    },
    {
        done: 'CONFIRMED',
        doing: { done: 'Order confirmed', waiting: 'Confirming the order', ahead: 'Confirmation' },
        undoing: {},
    },
];

/** The sentence for a stage when it happens. */
export function said(stage) {
    const step = STEPS.find(({ done, refused, undone }) => [done, refused, undone].includes(stage));
    if (!step) {
        return stage;
    }
    return stage === step.undone ? step.undoing.done : step.doing[stage === step.done ? 'done' : 'refused'];
}

/**
 * How far a checkout has come, and back.
 *
 * @param seen the instant of each stage that was told, in ms, by its name
 * @param status of the checkout
 * @returns the steps with their states, and in `turn` the one after which it went back, or -1
 */
export function picture(seen, status) {
    const goingBack = status === 'REJECTED'
        || STEPS.some(step => seen.has(step.refused) || seen.has(step.undone));
    const doing = forward(seen, goingBack);
    const turn = goingBack ? doing.findLastIndex(state => state !== 'unreached') : -1;
    const undoing = backward(seen, doing, turn, status);
    return {
        turn,
        steps: STEPS.map((step, i) => ({
            doing: doing[i],
            undoing: undoing[i],
            doingWords: step.doing[doing[i]] ?? step.doing.ahead ?? '',
            undoingWords: step.undoing[undoing[i]] ?? '',
            doneAfter: after(seen, step.done) ?? after(seen, step.refused),
            undoneAfter: after(seen, step.undone),
        })),
    };
}

function forward(seen, goingBack) {
    const beyond = goingBack ? 'unreached' : 'ahead';
    let next = goingBack ? 'unreached' : 'waiting';
    return STEPS.map(({ done, refused, undone }) => {
        if (seen.has(done)) {
            return 'done';
        }
        if (seen.has(refused)) {
            return 'refused';
        }
        // undone without an answer: it was unknown whether it had been done; REJECTED alone says nothing of that
        if (seen.has(undone) && undone !== 'REJECTED') {
            return 'unanswered';
        }
        const state = next;
        next = beyond;
        return state;
    });
}

/** What was refused needs no undoing; of the rest, one is next as long as the checkout has not ended. */
function backward(seen, doing, turn, status) {
    let next = status === 'PENDING' ? 'waiting' : 'passed';
    return STEPS.map((step, i) => ({ step, i })).reverse().map(({ step, i }) => {
        if (i > turn) {
            return 'none';
        }
        if (seen.has(step.undone)) {
            return 'done';
        }
        if (doing[i] === 'refused') {
            return 'passed';
        }
        const state = next;
        next = next === 'passed' ? 'passed' : 'ahead';
        return state;
    }).reverse();
}

function after(seen, stage) {
    return seen.has(stage) && seen.has('PLACED') ? seen.get(stage) - seen.get('PLACED') : undefined;
}
