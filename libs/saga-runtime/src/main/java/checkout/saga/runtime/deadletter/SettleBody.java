package checkout.saga.runtime.deadletter;

import checkout.saga.runtime.api.ActionReason;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of a request to redrive or discard a dead letter.
 *
 * @param force also if it can only do harm
 * @param patch a JSON merge patch of the body that is sent again; null to send it as it is
 */
record SettleBody(
        @Nullable String reason,
        @Nullable Boolean force,
        @Nullable JsonNode patch) {
    String given() {
        return ActionReason.given(reason);
    }

    boolean forced() {
        return force != null && force;
    }
}
