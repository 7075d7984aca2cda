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
import checkout.saga.runtime.timeline.SentCommand.ReceivedReply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
     * @param removed what of the history is not kept any more, in a sentence; null if nothing is missing
     * @param lastCommands the last command of each step that waits or is stuck
     */
    public record Retained(
            List<TimelineEntry> timeline,
            boolean complete,
            @Nullable String removed,
            List<PendingReply> pendingReplies,
            List<SentCommand> lastCommands) {}

    public Retained of(UUID id, SagaState state) {
        List<HistoryRow> found = rows.of(id, MAX_ROWS_OF_A_KIND + 1);
        boolean complete = isComplete(found);
        Map<UUID, String> notes = complete ? notes(state, found) : Map.of();
        return new Retained(
                found.stream().map(row -> entry(row, notes)).toList(),
                complete,
                complete ? removed(state, found) : null,
                pendingReplies(state, found),
                lastCommands(state, found));
    }

    /** The history of a saga whose state cannot be read. */
    public Retained of(UUID id) {
        List<HistoryRow> found = rows.of(id, MAX_ROWS_OF_A_KIND + 1);
        return new Retained(
                found.stream().map(row -> entry(row, Map.of())).toList(),
                isComplete(found),
                null,
                List.of(),
                List.of());
    }

    /** Each kind of rows has a limit of its own. */
    private static boolean isComplete(List<HistoryRow> found) {
        return Arrays.stream(Kind.values()).allMatch(kind -> count(found, kind) <= MAX_ROWS_OF_A_KIND);
    }

    /** The message that started the saga is its oldest one; if it is missing, so may be others. */
    private @Nullable String removed(SagaState state, List<HistoryRow> found) {
        if (found.stream().anyMatch(row -> starts(state, row))) {
            return null;
        }
        long messages = found.stream().filter(row -> row.kind() != Kind.ACTED).count();
        return messages == 0
                ? "Its messages are not kept any more (checkout.retention.keep); what is left is its state, its steps and what operators did."
                : "Its oldest messages are not kept any more (checkout.retention.keep).";
    }

    private boolean starts(SagaState state, HistoryRow row) {
        return row.kind() == Kind.RECEIVED
                && types.named(state.saga())
                        .flatMap(type -> messageTypes.find(row.type()).map(each -> type.isStartedBy(each.body())))
                        // a type that is not deployed here does not say what starts it
                        .orElse(row.step() == null);
    }

    /** The traces that the latest messages of these sagas belong to, as far as they have one. */
    public Map<UUID, String> traceparents(Collection<UUID> sagas) {
        return rows.traceparents(sagas);
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
                acted ? row.refusal() : notes.get(row.id()),
                row.traceId());
    }

    private static String originalTopic(@Nullable String topic) {
        return topic == null ? "" : topic.replace(".dlt", "");
    }

    private static Optional<HistoryRow> lastCommand(StepState step, List<HistoryRow> found) {
        return found.stream().filter(row -> row.command() && isOf(step, row)).reduce((earlier, later) -> later);
    }

    private static boolean isOf(StepState step, HistoryRow row) {
        return step.step().equals(row.step()) && step.status().action().name().equals(row.action());
    }

    private List<SentCommand> lastCommands(SagaState state, List<HistoryRow> found) {
        List<SentCommand> commands = new ArrayList<>();
        for (StepState step : state.current()) {
            lastCommand(step, found)
                    .ifPresent(command -> commands.add(new SentCommand(
                            command.id(),
                            command.type(),
                            String.valueOf(command.topic()),
                            channels.participant(String.valueOf(command.topic())),
                            step.step(),
                            step.status().action().name(),
                            command.attempt() == null ? step.attempt() : command.attempt(),
                            step.status(),
                            step.lastError(),
                            reply(step, command, found))));
        }
        return commands;
    }

    private static @Nullable ReceivedReply reply(StepState step, HistoryRow command, List<HistoryRow> found) {
        return found.stream()
                .filter(row -> row.kind() == Kind.RECEIVED
                        && isOf(step, row)
                        && Objects.equals(row.attempt(), command.attempt()))
                .findFirst()
                .map(row -> new ReceivedReply(row.type(), TimeOrderedIds.timeOf(row.id())))
                .orElse(null);
    }

    private List<PendingReply> pendingReplies(SagaState state, List<HistoryRow> found) {
        List<PendingReply> pending = new ArrayList<>();
        for (StepState step : state.current()) {
            lastCommand(step, found)
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
