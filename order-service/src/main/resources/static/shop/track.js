import { fromTemplate, part, writeParts } from './dom.js';
import { STEPS, picture } from './saga.js';
import { ms } from './words.js';

/** Draws a saga: steps done run down the left side, steps undone run up the right side. */
export class Track {
    #steps = STEPS.map(() => fromTemplate('step'));

    constructor(list) {
        this.list = list;
        list.append(...this.#steps);
    }

    draw(seen, status) {
        const { steps, turn } = picture(seen, status);
        this.list.dataset.status = status;
        this.list.dataset.turned = String(turn >= 0);
        this.#steps.forEach((element, i) => drawStep(element, steps[i], i === turn));
    }
}

function drawStep(element, step, turn) {
    Object.assign(element.dataset, { doing: step.doing, undoing: step.undoing, turn });
    writeParts(element, {
        doing: step.doingWords,
        undoing: step.undoingWords,
        'done-after': step.doing === 'unreached' ? 'not reached' : since(step.doneAfter),
        'undone-after': since(step.undoneAfter),
    });
    part(element, 'undoing-dot').hidden = !['done', 'waiting', 'ahead'].includes(step.undoing);
}

const since = duration => (duration === undefined ? '' : ms(duration));
