package checkout.saga.engine;

import static checkout.saga.engine.definition.StepOption.attempts;
import static checkout.saga.engine.definition.StepOption.mustSucceed;
import static checkout.saga.engine.definition.StepOption.onReply;
import static checkout.saga.engine.definition.StepOption.timeout;
import static checkout.saga.engine.definition.StepOption.undo;

import checkout.saga.engine.definition.Abort;
import checkout.saga.engine.definition.Saga;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The data of the checkout as the tests know it, and its definitions. */
record Checkout(String id, @Nullable String authorization) {

    record OrderPlaced(String id) {}

    record ReserveStock(String id) {}

    record ReleaseStock(String id) {}

    record AuthorizePayment(String id) {}

    record PaymentAuthorized(String authorization) {}

    record VoidPayment(String id, @Nullable String authorization) {}

    record ConfirmOrder(String id) {}

    record RejectOrder(String id, String why) {}

    static final Saga<Checkout> SAGA = Saga.named("checkout")
            .version(1)
            .startedBy(OrderPlaced.class, Checkout::of, undo(Checkout::rejectOrder))
            .step("reserve stock", Checkout::reserveStock, undo(Checkout::releaseStock))
            .step(
                    "authorize payment",
                    Checkout::authorizePayment,
                    undo(Checkout::voidPayment),
                    onReply(PaymentAuthorized.class, Checkout::with),
                    timeout(Duration.ofSeconds(5)),
                    attempts(3))
            .step("confirm order", Checkout::confirmOrder, mustSucceed())
            .deadline(Duration.ofMinutes(2))
            .build();

    static Checkout of(OrderPlaced event) {
        return new Checkout(event.id(), null);
    }

    Checkout with(PaymentAuthorized reply) {
        return new Checkout(id, reply.authorization());
    }

    ReserveStock reserveStock() {
        return new ReserveStock(id);
    }

    ReleaseStock releaseStock() {
        return new ReleaseStock(id);
    }

    AuthorizePayment authorizePayment() {
        return new AuthorizePayment(id);
    }

    VoidPayment voidPayment() {
        return new VoidPayment(id, authorization);
    }

    ConfirmOrder confirmOrder() {
        return new ConfirmOrder(id);
    }

    RejectOrder rejectOrder(Abort abort) {
        return new RejectOrder(id, abort.code());
    }
}
