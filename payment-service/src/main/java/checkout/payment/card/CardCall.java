package checkout.payment.card;

import checkout.payment.pending.PendingCall;
import checkout.payment.state.Payment;
import checkout.payment.state.PaymentInstrument;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A call to the card provider. Repeating it has no further effect, because it carries the same idempotency key. */
sealed interface CardCall {
    UUID checkoutId();

    int attempt();

    @Nullable
    String traceparent();

    /** The provider's resource that the call is posted to; part of the idempotency key. */
    String resource();

    default String idempotencyKey() {
        return checkoutId() + ":" + resource();
    }

    record Authorize(UUID checkoutId, int attempt, @Nullable String traceparent, PaymentInstrument.Card card)
            implements CardCall {
        @Override
        public String resource() {
            return "authorizations";
        }
    }

    record Capture(UUID checkoutId, int attempt, @Nullable String traceparent) implements CardCall {
        @Override
        public String resource() {
            return "captures";
        }
    }

    /** Gives back everything that was authorized or captured. */
    record VoidAll(UUID checkoutId, int attempt, @Nullable String traceparent) implements CardCall {
        @Override
        public String resource() {
            return "voids";
        }
    }

    /** The call that this payment owes. */
    static CardCall owedBy(Payment payment) {
        UUID id = payment.checkoutId();
        PendingCall call = payment.owedCall();
        String trace = call.replyTo().traceparent();
        return switch (payment.status()) {
            case REQUESTED -> new Authorize(id, call.attempt(), trace, card(payment));
            case CAPTURING -> new Capture(id, call.attempt(), trace);
            case VOIDING -> new VoidAll(id, call.attempt(), trace);
            case AUTHORIZED, DECLINED, CAPTURED, VOIDED ->
                throw new IllegalStateException("Payment %s is %s and owes no call".formatted(id, payment.status()));
        };
    }

    private static PaymentInstrument.Card card(Payment payment) {
        if (payment.instrument() instanceof PaymentInstrument.Card card) {
            return card;
        }
        throw new IllegalStateException("Payment %s is not by card".formatted(payment.checkoutId()));
    }
}
