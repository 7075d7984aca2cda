package checkout.saga.runtime.timeline;

import checkout.messaging.MessageTypeRegistry;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions.Lookup;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import checkout.saga.runtime.SagaChannels;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.api.PayloadRedaction;
import checkout.saga.runtime.api.TimeOrderedIds;
import checkout.saga.runtime.drive.SagaInputs;
import checkout.saga.runtime.timeline.HistoryRow.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What happened to a saga, and which participants have not replied to it. */
@Component
public class SagaHistory {
    private static final int MAX_ROWS_OF_A_KIND = 500;

    private final HistoryRows rows;
    private final MessageTypeRegistry messageTypes;
    private final SagaTypes types;
    private final SagaChannels channels;
    private final SagaInputs inputs;
    private final PayloadRedaction redaction;

    SagaHistory(
            HistoryRows rows,
            MessageTypeRegistry messageTypes,
            SagaTypes types,
            SagaChannels channels,
            SagaInputs inputs,
            PayloadRedaction redaction) {
        this.rows = rows;
        this.messageTypes = messageTypes;
        this.types = types;
        this.channels = channels;
        this.inputs = inputs;
        this.redaction = redaction;
    }

    /**
     * A saga's history as far as it is retained.
     *
     * @param timeline oldest first
     * @param complete false if there are more entries than are shown
     */
    public record Retained(List<TimelineEntry> timeline, boolean complete, List<PendingReply> pendingReplies) {}

    public Retained of(UUID id, SagaState state) {
        List<HistoryRow> found = rows.of(id, MAX_ROWS_OF_A_KIND + 1);
        boolean complete = found.stream()
                .map(HistoryRow::kind)
                .distinct()
                .allMatch(kind -> count(found, kind) <= MAX_ROWS_OF_A_KIND);
        Map<UUID, String> notes = complete ? notes(state, found) : Map.of();
        return new Retained(
                found.stream().map(row -> entry(row, notes)).toList(), complete, pendingReplies(state, found));
    }

    /** The history of a saga whose state cannot be read. */
    public Retained of(UUID id) {
        List<HistoryRow> found = rows.of(id, MAX_ROWS_OF_A_KIND);
        return new Retained(
                found.stream().map(row -> entry(row, Map.of())).toList(), found.size() < MAX_ROWS_OF_A_KIND, List.of());
    }

    /** The trace that a saga's latest message belongs to. */
    public @Nullable String traceparent(UUID saga) {
        return rows.traceparent(saga);
    }

    private Map<UUID, String> notes(SagaState state, List<HistoryRow> found) {
        return types.named(state.saga())
                .map(type -> notes(type, state.version(), found))
                .orElse(Map.of());
    }

    private <D> Map<UUID, String> notes(SagaType<D> type, int version, List<HistoryRow> found) {
        return switch (type.version(version)) {
            case Lookup.Known<D>(Saga<D> definition) ->
                new TimelineAnnotator<>(type, definition, messageTypes, inputs).notes(found);
            case Lookup.Unknown<D> unknown -> Map.of();
        };
    }

    private static long count(List<HistoryRow> rows, Kind kind) {
        return rows.stream().filter(row -> row.kind() == kind).count();
    }

    private TimelineEntry entry(HistoryRow row, Map<UUID, String> notes) {
        boolean acted = row.kind() == Kind.ACTED;
        String topic = row.topic() != null
                ? row.topic()
                : messageTypes
                        .find(row.type())
                        .map(MessageTypeRegistry.Entry::topic)
                        .orElse(null);
        return new TimelineEntry(
                row.id(),
                TimeOrderedIds.timeOf(row.id()),
                row.kind().name(),
                row.type(),
                row.step(),
                row.action(),
                row.attempt(),
                topic,
                acted ? null : redaction.payload(row.payload(), false, originalTopic(topic)),
                row.who(),
                acted ? row.note() : null,
                acted ? row.refusal() : notes.get(row.id()));
    }

    private static String originalTopic(@Nullable String topic) {
        return topic == null ? "" : topic.replace(".dlt", "");
    }

    private List<PendingReply> pendingReplies(SagaState state, List<HistoryRow> found) {
        List<PendingReply> pending = new ArrayList<>();
        for (StepState step : state.current()) {
            found.stream()
                    .filter(row -> row.command()
                            && step.step().equals(row.step())
                            && step.status().action().name().equals(row.action()))
                    .reduce((earlier, later) -> later)
                    .ifPresent(command -> pending.add(new PendingReply(
                            channels.participant(String.valueOf(command.topic())),
                            command.type(),
                            step.step(),
                            step.status().action().name(),
                            step.attempt(),
                            step.maxAttempts(),
                            TimeOrderedIds.timeOf(command.id()))));
        }
        return pending;
    }
}
