package checkout.saga.runtime.timeline;

import static checkout.saga.engine.definition.StepOption.attempts;
import static checkout.saga.engine.definition.StepOption.mustSucceed;
import static checkout.saga.engine.definition.StepOption.undo;

import checkout.messaging.MessageIds;
import checkout.messaging.MessageTypeRegistry;
import checkout.messaging.MessageTypeRegistry.Entry;
import checkout.saga.engine.StepOutcome;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions;
import checkout.saga.runtime.ReplyOutcomes;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.drive.ReplyInputs;
import checkout.saga.runtime.drive.SagaInputs;
import checkout.saga.runtime.timeline.HistoryRow.Kind;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A sample saga, and the rows that its messages and the operator actions on it leave. */
final class OrderHistory {
    static final String COMMANDS = "orders.commands";
    static final String REPLIES = "orders.replies";

    static final Saga<UUID> SAGA = Saga.named("order")
            .startedBy(Placed.class, Placed::id, undo((UUID id) -> "reject"))
            .step("reserve", id -> "reserve", undo((UUID id) -> "release"), attempts(5))
            .step("pay", id -> "pay", undo((UUID id) -> "refund"))
            .step("ship", id -> "ship", mustSucceed(), attempts(3))
            .build();

    static final SagaType<UUID> TYPE = SagaType.of(UUID.class, SagaVersions.of(SAGA))
            .startedBy(Placed.class, Placed::id)
            .cancelledBy(Cancelled.class, Cancelled::id, id -> "not cancelled");

    static final MessageTypeRegistry MESSAGES = new MessageTypeRegistry(List.of(
            new Entry("orders.Placed.v1", "orders.events", Placed.class),
            new Entry("orders.Cancelled.v1", "orders.events", Cancelled.class),
            new Entry("replies.Accepted.v1", REPLIES, Accepted.class),
            new Entry("replies.Refused.v1", REPLIES, Refused.class)));

    static final ReplyOutcomes OUTCOMES =
            reply -> reply instanceof Refused ? new StepOutcome.Refused("NO", null) : new StepOutcome.Done(reply);

    static final SagaInputs INPUTS = ReplyInputs.of(MESSAGES, OUTCOMES);

    private OrderHistory() {}

    record Placed(UUID id) {}

    record Cancelled(UUID id) {}

    record Accepted(UUID id) {}

    record Refused(UUID id) {}

    static HistoryRow placed() {
        return received("orders.Placed.v1", null, null, null);
    }

    static HistoryRow cancelled() {
        return received("orders.Cancelled.v1", null, null, null);
    }

    /** The step, or its undo, answers this attempt with done. */
    static HistoryRow accepted(String step, String action, int attempt) {
        return received("replies.Accepted.v1", step, action, attempt);
    }

    static HistoryRow refused(String step, String action, int attempt) {
        return received("replies.Refused.v1", step, action, attempt);
    }

    private static HistoryRow received(
            String type, @Nullable String step, @Nullable String action, @Nullable Integer attempt) {
        return row(Kind.RECEIVED, type, step, action, attempt, null, "{\"id\":\"%s\"}".formatted(new UUID(0, 1)), null);
    }

    static HistoryRow withPayload(HistoryRow row, @Nullable String payload) {
        return row(row.kind(), row.type(), row.step(), row.action(), row.attempt(), row.topic(), payload, row.note());
    }

    static HistoryRow withType(HistoryRow row, String type) {
        return row(row.kind(), type, row.step(), row.action(), row.attempt(), row.topic(), row.payload(), row.note());
    }

    static HistoryRow sent(String step, String action, int attempt) {
        return row(Kind.SENT, "commands." + step, step, action, attempt, COMMANDS, "{}", null);
    }

    static HistoryRow redriven(String step, String action, int attempt) {
        return row(Kind.SENT, "redriven." + step, step, action, attempt, COMMANDS, "{}", "{\"redrive-of\":\"1\"}");
    }

    static HistoryRow deadLetter(String step, String action, int attempt) {
        return row(Kind.SENT, "dead." + step, step, action, attempt, COMMANDS + ".dlt", "{}", null);
    }

    static HistoryRow event() {
        return row(Kind.SENT, "orders.Shipped.v1", null, null, null, "orders.events", "{}", null);
    }

    static HistoryRow acted(String request, @Nullable String refusal) {
        return new HistoryRow(
                MessageIds.next(),
                Kind.ACTED,
                request,
                null,
                null,
                null,
                null,
                null,
                null,
                "the hall is paid",
                "ann",
                refusal);
    }

    private static HistoryRow row(
            Kind kind,
            String type,
            @Nullable String step,
            @Nullable String action,
            @Nullable Integer attempt,
            @Nullable String topic,
            @Nullable String payload,
            @Nullable String note) {
        return new HistoryRow(
                MessageIds.next(), kind, type, step, action, attempt, topic, payload, null, note, null, null);
    }
}
