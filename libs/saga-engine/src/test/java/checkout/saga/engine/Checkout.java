package checkout.saga.engine;

import static checkout.saga.engine.definition.StepOption.attempts;
import static checkout.saga.engine.definition.StepOption.mustSucceed;
import static checkout.saga.engine.definition.StepOption.onReply;
import static checkout.saga.engine.definition.StepOption.timeout;
import static checkout.saga.engine.definition.StepOption.undo;

import checkout.saga.engine.definition.AbortCause;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A sample saga: a checkout, with its data and messages. */
public record Checkout(String id, @Nullable String authorization) {

    public record OrderPlaced(String id) {}

    public record ReserveStock(String id) {}

    public record ReleaseStock(String id) {}

    public record AuthorizePayment(String id) {}

    public record PaymentAuthorized(String authorization) {}

    public record VoidPayment(String id, @Nullable String authorization) {}

    public record ConfirmOrder(String id) {}

    public record RejectOrder(String id, String why) {}

    public static final Saga<Checkout> SAGA =
            list().deadline(Duration.ofMinutes(2)).build();

    public static SagaBuilder<Checkout> list() {
        return Saga.named("checkout")
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
                .step("confirm order", Checkout::confirmOrder, mustSucceed());
    }

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

    RejectOrder rejectOrder(AbortCause abort) {
        return new RejectOrder(id, abort.code());
    }
}
