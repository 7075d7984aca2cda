package checkout.saga.runtime.actrun;

import checkout.saga.runtime.drive.ActionTarget;

/**
 * A saga that an act has not acted on yet, locked.
 *
 * @param overdue whether the act has tried for as long as it may
 */
record PendingItem(ActionTarget target, boolean overdue) {}
