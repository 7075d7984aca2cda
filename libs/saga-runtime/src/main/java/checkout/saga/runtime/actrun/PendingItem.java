package checkout.saga.runtime.actrun;

import checkout.saga.runtime.drive.ActionTarget;
import org.jspecify.annotations.Nullable;

/**
 * A saga that an act has not acted on yet, locked.
 *
 * @param overdue whether another transaction has kept it locked for as long as the act may try
 * @param before where it stood when the act was created, in words
 * @param excluded why the dry run said that it would not be acted on; null if it did not say so
 */
record PendingItem(
        ActionTarget target,
        boolean overdue,
        @Nullable String before,
        @Nullable String excluded) {}
