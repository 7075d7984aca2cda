package checkout.payment.reconciliation.difference;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A difference between a payment and the provider's account of its checkout, as JSON for operators.
 *
 * @param ours what this service says; null if it knows no payment
 * @param theirs what the provider says; null if it knows nothing
 * @param settlement who settled it
 */
public record Difference(
        UUID id,
        String kind,
        UUID checkoutId,
        Status status,
        @Nullable JsonNode ours,
        @Nullable JsonNode theirs,
        String owner,
        String whatToDo,
        Instant firstSeen,
        Instant lastSeen,
        @Nullable Instant closedAt,
        @Nullable Settlement settlement) {

    /** OPEN until a later run does not see it any more (GONE), or an operator settles it. */
    public enum Status {
        OPEN,
        GONE,
        SETTLED
    }

    /** Who settled a difference, when and why. */
    public record Settlement(String by, Instant at, String why) {}
}
