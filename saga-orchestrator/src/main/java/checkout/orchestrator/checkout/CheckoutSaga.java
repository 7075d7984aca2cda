package checkout.orchestrator.checkout;

import static checkout.saga.engine.definition.StepOption.attempts;
import static checkout.saga.engine.definition.StepOption.backoff;
import static checkout.saga.engine.definition.StepOption.mustSucceed;
import static checkout.saga.engine.definition.StepOption.timeout;
import static checkout.saga.engine.definition.StepOption.undo;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import checkout.contracts.OrderPlaced;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions;

/**
 * The versions of the checkout saga. A published version is never edited: sagas in flight end under the one they began with.
 * Each version is therefore written out in full.
 */
public final class CheckoutSaga {
    public static final String NAME = "checkout";

    private static final Saga<Checkout> V1 = Saga.named(NAME)
            .version(1)
            .startedBy(
                    OrderPlaced.class,
                    Checkout::of,
                    undo(Checkout::rejectOrder),
                    attempts(10),
                    backoff(ofSeconds(1), ofMinutes(1)))
            .step(
                    "reserve stock",
                    Checkout::sellStock,
                    undo(Checkout::releaseStock),
                    timeout(ofSeconds(15)),
                    attempts(4),
                    backoff(ofMillis(500), ofSeconds(10)))
            .step(
                    "authorize payment",
                    Checkout::authorizeWithoutLimit,
                    undo(Checkout::voidPayment),
                    timeout(ofSeconds(8)),
                    attempts(4),
                    backoff(ofMillis(500), ofSeconds(10)))
            .step(
                    "confirm order",
                    Checkout::confirmOrder,
                    mustSucceed(),
                    timeout(ofSeconds(15)),
                    attempts(10),
                    backoff(ofSeconds(1), ofMinutes(1)))
            .deadline(ofMinutes(5))
            .build();

    /** Captures the payment once the order is confirmed. */
    private static final Saga<Checkout> V2 = Saga.named(NAME)
            .version(2)
            .startedBy(
                    OrderPlaced.class,
                    Checkout::of,
                    undo(Checkout::rejectOrder),
                    attempts(10),
                    backoff(ofSeconds(1), ofMinutes(1)))
            .step(
                    "reserve stock",
                    Checkout::sellStock,
                    undo(Checkout::releaseStock),
                    timeout(ofSeconds(15)),
                    attempts(4),
                    backoff(ofMillis(500), ofSeconds(10)))
            .step(
                    "authorize payment",
                    Checkout::authorizeWithoutLimit,
                    undo(Checkout::voidPayment),
                    timeout(ofSeconds(8)),
                    attempts(4),
                    backoff(ofMillis(500), ofSeconds(10)))
            .step(
                    "confirm order",
                    Checkout::confirmOrder,
                    mustSucceed(),
                    timeout(ofSeconds(15)),
                    attempts(10),
                    backoff(ofSeconds(1), ofMinutes(1)))
            .step(
                    "capture payment",
                    Checkout::capturePayment,
                    mustSucceed(),
                    timeout(ofSeconds(15)),
                    attempts(10),
                    backoff(ofSeconds(1), ofMinutes(1)))
            .deadline(ofMinutes(5))
            .build();

    /** Takes the money and the goods while it confirms the order: whatever is confirmed is charged and has left the stock. */
    private static final Saga<Checkout> V3 = Saga.named(NAME)
            .version(3)
            .startedBy(
                    OrderPlaced.class,
                    Checkout::of,
                    undo(Checkout::rejectOrder),
                    attempts(10),
                    backoff(ofSeconds(1), ofMinutes(1)))
            .step(
                    "reserve stock",
                    Checkout::reserveStock,
                    undo(Checkout::releaseStock),
                    timeout(ofSeconds(15)),
                    attempts(4),
                    backoff(ofMillis(500), ofSeconds(10)))
            .step(
                    "authorize payment",
                    Checkout::authorizePayment,
                    undo(Checkout::voidPayment),
                    timeout(ofSeconds(8)),
                    attempts(4),
                    backoff(ofMillis(500), ofSeconds(10)))
            .group(
                    "settle checkout",
                    Saga.step(
                            "confirm order",
                            Checkout::confirmOrder,
                            mustSucceed(),
                            timeout(ofSeconds(15)),
                            attempts(10),
                            backoff(ofSeconds(1), ofMinutes(1))),
                    Saga.step(
                            "capture payment",
                            Checkout::capturePayment,
                            mustSucceed(),
                            timeout(ofSeconds(15)),
                            attempts(10),
                            backoff(ofSeconds(1), ofMinutes(1))),
                    Saga.step(
                            "commit stock",
                            Checkout::commitStock,
                            mustSucceed(),
                            timeout(ofSeconds(15)),
                            attempts(10),
                            backoff(ofSeconds(1), ofMinutes(1))))
            .deadline(ofMinutes(5))
            .build();

    private CheckoutSaga() {}

    /** Every version that may still be in flight. */
    public static SagaVersions<Checkout> versions() {
        return SagaVersions.of(V1, V2, V3);
    }
}
