package checkout.orchestrator.timeline;

import checkout.contracts.KafkaTopics;
import checkout.messaging.MessageTypes;
import checkout.orchestrator.api.Redaction;
import checkout.orchestrator.api.TimeOrderedIds;
import checkout.orchestrator.definition.Checkout;
import checkout.orchestrator.timeline.HistoryRow.Kind;
import checkout.saga.engine.definition.SagaVersions;
import checkout.saga.engine.definition.SagaVersions.Lookup;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells what happened to a saga, and who owes it an answer. */
@Component
public class SagaHistory {
    private static final int MOST_OF_A_KIND = 500;
    private static final Map<String, String> PARTICIPANTS = Map.of(
            KafkaTopics.INVENTORY_COMMANDS, "inventory-service",
            KafkaTopics.PAYMENTS_COMMANDS, "payment-service",
            KafkaTopics.ORDERS_COMMANDS, "order-service");

    private final HistoryRows historyRows;
    private final MessageTypes messageTypes;
    private final SagaVersions<Checkout> definitions;

    SagaHistory(HistoryRows historyRows, MessageTypes messageTypes, SagaVersions<Checkout> definitions) {
        this.historyRows = historyRows;
        this.messageTypes = messageTypes;
        this.definitions = definitions;
    }

    /**
     * What is kept of a saga's history, oldest first.
     *
     * @param complete false where there was more than is shown
     */
    public record Told(List<TimelineEntry> timeline, boolean complete, List<PendingReply> owed) {}

    public Told of(UUID id, SagaState state) {
        List<HistoryRow> found = historyRows.of(id, MOST_OF_A_KIND + 1);
        boolean complete =
                found.stream().map(HistoryRow::kind).distinct().allMatch(kind -> count(found, kind) <= MOST_OF_A_KIND);
        Map<UUID, String> notes =
                complete && definitions.find(state.saga(), state.version()) instanceof Lookup.Known<Checkout> known
                        ? TimelineAnnotator.notes(known.saga(), messageTypes, found)
                        : Map.of();
        return new Told(found.stream().map(moment -> event(moment, notes)).toList(), complete, owed(state, found));
    }

    /** The trace a saga's latest message belongs to. */
    public @Nullable String traceparent(UUID saga) {
        return historyRows.traceparent(saga);
    }

    private static long count(List<HistoryRow> historyRows, Kind kind) {
        return historyRows.stream().filter(moment -> moment.kind() == kind).count();
    }

    private TimelineEntry event(HistoryRow moment, Map<UUID, String> notes) {
        boolean acted = moment.kind() == Kind.ACTED;
        String topic = moment.topic() != null
                ? moment.topic()
                : messageTypes
                        .find(moment.type())
                        .map(MessageTypes.Entry::topic)
                        .orElse(null);
        return new TimelineEntry(
                moment.id(),
                TimeOrderedIds.timeOf(moment.id()),
                moment.kind().name(),
                moment.type(),
                moment.step(),
                moment.action(),
                moment.attempt(),
                topic,
                acted ? null : Redaction.payload(moment.payload(), false, origin(topic)),
                moment.who(),
                acted ? moment.note() : null,
                acted ? moment.refusal() : notes.get(moment.id()));
    }

    private static String origin(@Nullable String topic) {
        return topic == null ? "" : topic.replace(".dlt", "");
    }

    private static List<PendingReply> owed(SagaState state, List<HistoryRow> historyRows) {
        List<PendingReply> owed = new ArrayList<>();
        for (StepState step : state.current()) {
            historyRows.stream()
                    .filter(moment -> moment.command()
                            && step.step().equals(moment.step())
                            && step.status().action().name().equals(moment.action()))
                    .reduce((earlier, later) -> later)
                    .ifPresent(asked -> owed.add(new PendingReply(
                            PARTICIPANTS.getOrDefault(String.valueOf(asked.topic()), String.valueOf(asked.topic())),
                            asked.type(),
                            step.step(),
                            step.status().action().name(),
                            step.attempt(),
                            step.maxAttempts(),
                            TimeOrderedIds.timeOf(asked.id()))));
        }
        return owed;
    }
}
