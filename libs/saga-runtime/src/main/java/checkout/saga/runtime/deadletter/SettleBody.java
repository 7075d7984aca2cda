package checkout.saga.runtime.deadletter;

import checkout.saga.runtime.api.ActionReason;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to redrive or discard a dead letter.
 *
 * @param force also if it can only do harm
 */
record SettleBody(@Nullable String reason, @Nullable Boolean force) {
    String given() {
        return ActionReason.given(reason);
    }

    boolean forced() {
        return force != null && force;
    }
}
