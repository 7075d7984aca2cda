/**
 * The steps of a checkout in order, each with its undo, and the state of each step as computed from the events. Pure
 * functions of plain data.
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

/** The sentence that announces a stage. */
export function said(stage) {
    const step = STEPS.find(({ done, refused, undone }) => [done, refused, undone].includes(stage));
    if (!step) {
        return stage;
    }
    return stage === step.undone ? step.undoing.done : step.doing[stage === step.done ? 'done' : 'refused'];
}

/**
 * Computes the state of every step and of its undo.
 *
 * @param seen the time in ms of each stage that was received, by its name
 * @param status of the checkout
 * @returns the steps with their states, and as `turn` the index of the step after which the undo began, or -1
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
        // undone without an answer, so it is unknown whether it was done; REJECTED alone does not show that
        if (seen.has(undone) && undone !== 'REJECTED') {
            return 'unanswered';
        }
        const state = next;
        next = beyond;
        return state;
    });
}

/** A refused step needs no undo. Of the others, one is being undone until the checkout has ended. */
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
