package checkout.payment.card;

import checkout.payment.payments.Payment;
import checkout.payment.payments.PaymentInstrument;
import checkout.payment.payments.PendingCall;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One thing asked of the card network. Asked again it is the same thing: the key says so. */
sealed interface CardCall {
    UUID checkoutId();

    int attempt();

    @Nullable
    String traceparent();

    /** Where at the network it is asked, which also tells the calls of a checkout apart. */
    String verb();

    default String idempotencyKey() {
        return checkoutId() + ":" + verb();
    }

    record Authorize(UUID checkoutId, int attempt, @Nullable String traceparent, PaymentInstrument.Card card)
            implements CardCall {
        @Override
        public String verb() {
            return "authorizations";
        }
    }

    record Capture(UUID checkoutId, int attempt, @Nullable String traceparent) implements CardCall {
        @Override
        public String verb() {
            return "captures";
        }
    }

    record GiveBack(UUID checkoutId, int attempt, @Nullable String traceparent) implements CardCall {
        @Override
        public String verb() {
            return "voids";
        }
    }

    /** What a payment that owes a call owes. */
    static CardCall owedBy(Payment payment) {
        UUID id = payment.checkoutId();
        PendingCall pendingCall = Objects.requireNonNull(payment.pendingCall(), "a payment that is due owes a call");
        String trace = pendingCall.replyTo().traceparent();
        return switch (payment.status()) {
            case REQUESTED -> new Authorize(id, pendingCall.attempt(), trace, card(payment));
            case CAPTURING -> new Capture(id, pendingCall.attempt(), trace);
            case VOIDING -> new GiveBack(id, pendingCall.attempt(), trace);
            case AUTHORIZED, DECLINED, CAPTURED, VOIDED ->
                throw new IllegalStateException("Payment %s is %s and owes no call".formatted(id, payment.status()));
        };
    }

    private static PaymentInstrument.Card card(Payment payment) {
        if (payment.paymentInstrument() instanceof PaymentInstrument.Card card) {
            return card;
        }
        throw new IllegalStateException("Payment %s is not by card".formatted(payment.checkoutId()));
    }
}
