package checkout.payment.provider;

import checkout.contracts.Money;
import checkout.payment.pending.PendingCall;
import checkout.payment.refund.Refund;
import checkout.payment.state.Payment;
import checkout.payment.state.PaymentInstrument;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A call to the card provider. Repeating it has no further effect, because it carries the same idempotency key. */
public sealed interface CardCall {
    UUID checkoutId();

    int attempt();

    @Nullable
    String traceparent();

    /** The provider's resource that the call is posted to; part of the idempotency key. */
    String resource();

    /** The same for every attempt, and different for every call that has an effect of its own. */
    String idempotencyKey();

    /** The token of the card; null if the call names none. */
    default @Nullable String token() {
        return null;
    }

    /** A call that decides on the payment itself; a checkout makes each of them once, and once more after each refusal. */
    sealed interface PaymentCall extends CardCall {
        /** How many captures, voids and new authorizations of the payment the provider has refused for good. */
        int refusals();

        @Override
        default String idempotencyKey() {
            String key = checkoutId() + ":" + resource();
            return refusals() == 0 ? key : key + ":" + (refusals() + 1);
        }
    }

    record Authorize(UUID checkoutId, int attempt, @Nullable String traceparent, PaymentInstrument.Card card)
            implements PaymentCall {
        @Override
        public String resource() {
            return "authorizations";
        }

        @Override
        public int refusals() {
            return 0;
        }

        @Override
        public @Nullable String token() {
            return card.token();
        }
    }

    /** Asks what became of an authorization that the customer has to confirm. Never posted: the token is gone. */
    record ResolveChallenge(
            UUID checkoutId, int attempt, @Nullable String traceparent, PaymentInstrument.Card card)
            implements PaymentCall {
        @Override
        public String resource() {
            return "authorizations";
        }

        /** The key of the authorization that it asks about. */
        @Override
        public int refusals() {
            return 0;
        }
    }

    /**
     * Authorizes the card of an authorization that has expired once more.
     *
     * @param amount the amount of the payment, less what the provider has paid back of the first authorization
     * @param atLeast the amount without the refunds that are requested or paid, in minor units
     * @param expiredReference of that authorization; the provider keeps the card, and we do not
     */
    record Reauthorize(
            UUID checkoutId,
            int attempt,
            @Nullable String traceparent,
            int refusals,
            Money amount,
            long atLeast,
            String expiredReference)
            implements PaymentCall {
        @Override
        public String resource() {
            return "authorizations";
        }

        /** The same call without what was paid back already, whether its answer has arrived here or not. */
        public Reauthorize less(long paidBack) {
            long rest = Math.max(atLeast, amount.minorUnits() - paidBack);
            return new Reauthorize(
                    checkoutId,
                    attempt,
                    traceparent,
                    refusals,
                    new Money(rest, amount.currency()),
                    atLeast,
                    expiredReference);
        }
    }

    /**
     * Takes what is authorized.
     *
     * @param atLeast the amount without the refunds that are requested, in minor units
     * @param atMost the amount that was authorized: a refund that is requested may be paid after the capture
     */
    record Capture(UUID checkoutId, int attempt, @Nullable String traceparent, int refusals, long atLeast, Money atMost)
            implements PaymentCall {
        @Override
        public String resource() {
            return "captures";
        }
    }

    /** Gives back everything that was authorized or captured, and not refunded. */
    record VoidAll(UUID checkoutId, int attempt, @Nullable String traceparent, int refusals) implements PaymentCall {
        @Override
        public String resource() {
            return "voids";
        }
    }

    /**
     * Gives back what is authorized, because nobody settled it while it was held, unless it has been captured meanwhile. The
     * provider has no such call, so it is asked for the account before a void and after it.
     */
    record ReleaseHold(
            UUID checkoutId, int attempt, @Nullable String traceparent, int refusals) implements PaymentCall {
        @Override
        public String resource() {
            return "voids";
        }
    }

    /** Reverses part of an authorization, or pays part of a captured charge back. */
    record RefundReturn(
            UUID checkoutId,
            UUID returnId,
            Money amount,
            int attempt,
            @Nullable String traceparent) implements CardCall {
        @Override
        public String resource() {
            return "refunds";
        }

        @Override
        public String idempotencyKey() {
            return returnId + ":" + resource();
        }
    }

    /** The call that this refund owes. */
    static CardCall owedBy(Refund refund) {
        PendingCall call = refund.owedCall();
        return new RefundReturn(
                refund.checkoutId(),
                refund.returnId(),
                refund.amount(),
                call.attempt(),
                call.replyTo().traceparent());
    }

    /** The call that this payment owes. */
    static CardCall owedBy(Payment payment) {
        UUID id = payment.checkoutId();
        PendingCall call = payment.owedCall();
        int attempt = call.attempt();
        String trace = call.replyTo().traceparent();
        return switch (payment.status()) {
            case REQUESTED -> new Authorize(id, attempt, trace, card(payment));
            case PENDING_CUSTOMER -> new ResolveChallenge(id, attempt, trace, card(payment));
            case REAUTHORIZING ->
                new Reauthorize(
                        id,
                        attempt,
                        trace,
                        payment.refusals(),
                        authorizedAmount(payment),
                        payment.refundable(),
                        reference(payment));
            case CAPTURING ->
                new Capture(id, attempt, trace, payment.refusals(), payment.refundable(), authorizedAmount(payment));
            case VOIDING, CANCELLING -> new VoidAll(id, attempt, trace, payment.refusals());
            case EXPIRING -> new ReleaseHold(id, attempt, trace, payment.refusals());
            case AUTHORIZED, DECLINED, CAPTURED, EXPIRED, VOIDED ->
                throw new IllegalStateException("Payment %s is %s and owes no call".formatted(id, payment.status()));
        };
    }

    private static Money authorizedAmount(Payment payment) {
        return new Money(payment.authorizedAmount(), card(payment).currency());
    }

    private static String reference(Payment payment) {
        return Objects.requireNonNull(payment.reference(), "a payment that was authorized has a reference");
    }

    private static PaymentInstrument.Card card(Payment payment) {
        if (payment.instrument() instanceof PaymentInstrument.Card card) {
            return card;
        }
        throw new IllegalStateException("Payment %s is not by card".formatted(payment.checkoutId()));
    }
}
