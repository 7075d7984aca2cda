package checkout.payment.card;

import checkout.payment.ledger.Errand;
import checkout.payment.ledger.Means;
import checkout.payment.ledger.Payment;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One thing asked of the card network. Asked again it is the same thing: the key says so. */
sealed interface Call {
    UUID checkoutId();

    int attempt();

    @Nullable
    String traceparent();

    /** Where at the network it is asked, which also tells the calls of a checkout apart. */
    String verb();

    default String idempotencyKey() {
        return checkoutId() + ":" + verb();
    }

    record Authorize(UUID checkoutId, int attempt, @Nullable String traceparent, Means.Card card) implements Call {
        @Override
        public String verb() {
            return "authorizations";
        }
    }

    record Capture(UUID checkoutId, int attempt, @Nullable String traceparent) implements Call {
        @Override
        public String verb() {
            return "captures";
        }
    }

    record GiveBack(UUID checkoutId, int attempt, @Nullable String traceparent) implements Call {
        @Override
        public String verb() {
            return "voids";
        }
    }

    /** What a payment that owes a call owes. */
    static Call owedBy(Payment payment) {
        UUID id = payment.checkoutId();
        Errand errand = Objects.requireNonNull(payment.errand(), "a payment that is due owes a call");
        String trace = errand.replyTo().traceparent();
        return switch (payment.status()) {
            case REQUESTED -> new Authorize(id, errand.attempt(), trace, card(payment));
            case CAPTURING -> new Capture(id, errand.attempt(), trace);
            case VOIDING -> new GiveBack(id, errand.attempt(), trace);
            case AUTHORIZED, DECLINED, CAPTURED, VOIDED ->
                throw new IllegalStateException("Payment %s is %s and owes no call".formatted(id, payment.status()));
        };
    }

    private static Means.Card card(Payment payment) {
        if (payment.means() instanceof Means.Card card) {
            return card;
        }
        throw new IllegalStateException("Payment %s is not by card".formatted(payment.checkoutId()));
    }
}
