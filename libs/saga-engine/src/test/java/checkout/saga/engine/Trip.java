package checkout.saga.engine;

import static checkout.saga.engine.definition.Saga.step;
import static checkout.saga.engine.definition.StepOption.attempts;
import static checkout.saga.engine.definition.StepOption.backoff;
import static checkout.saga.engine.definition.StepOption.mustSucceed;
import static checkout.saga.engine.definition.StepOption.onReply;
import static checkout.saga.engine.definition.StepOption.pivot;
import static checkout.saga.engine.definition.StepOption.timeout;
import static checkout.saga.engine.definition.StepOption.undo;

import checkout.saga.engine.Checkout.PaymentAuthorized;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A sample saga with a pivot: a flight that cannot be returned once it is bought. */
public record Trip(String traveller, @Nullable String ticket) {

    public static SagaBuilder<Trip> list() {
        return Saga.named("trip")
                .startedBy(String.class, traveller -> new Trip(traveller, null), undo(Trip::cancel))
                .group(
                        "car and room",
                        step("rent the car", Trip::book, undo(Trip::cancel), attempts(2)),
                        step("book the room", Trip::book, undo(Trip::cancel)))
                .step(
                        "buy the flight",
                        Trip::book,
                        pivot(),
                        onReply(PaymentAuthorized.class, Trip::with),
                        timeout(Duration.ofSeconds(4)),
                        attempts(4),
                        backoff(Duration.ofSeconds(1), Duration.ofSeconds(2)))
                .step("send the itinerary", Trip::book, mustSucceed());
    }

    Trip with(PaymentAuthorized reply) {
        return new Trip(traveller, reply.authorization());
    }

    String book() {
        return "for " + traveller;
    }

    String cancel() {
        return "not for " + traveller;
    }
}
