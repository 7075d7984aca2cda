package checkout.saga.runtime.timeline;

import static checkout.saga.runtime.timeline.OrderHistory.COMMANDS;
import static checkout.saga.runtime.timeline.OrderHistory.REPLIES;
import static checkout.saga.runtime.timeline.OrderHistory.accepted;
import static checkout.saga.runtime.timeline.OrderHistory.acted;
import static checkout.saga.runtime.timeline.OrderHistory.deadLetter;
import static checkout.saga.runtime.timeline.OrderHistory.event;
import static checkout.saga.runtime.timeline.OrderHistory.placed;
import static checkout.saga.runtime.timeline.OrderHistory.redriven;
import static checkout.saga.runtime.timeline.OrderHistory.sent;
import static checkout.saga.runtime.timeline.OrderHistory.withPayload;
import static checkout.saga.runtime.timeline.OrderHistory.withType;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.StepStatus;
import checkout.saga.runtime.RedactionRules;
import checkout.saga.runtime.SagaChannels;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.api.Redactions;
import checkout.saga.runtime.api.TimeOrderedIds;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Red here: an operator sees another history than the rows that are stored, or asks the wrong service for a reply. */
class SagaHistoryTest {
    private static final UUID ID = new UUID(0, 1);
    private static final SagaState RESERVING = saga("order", 1, step("reserve", StepStatus.SENT, 2));
    private static final String STARTED_ALREADY = "the saga has started already";

    @Test
    void showsAMessageReceivedWithItsTopicAndWithoutItsSecrets() {
        HistoryRow reply = withPayload(accepted("reserve", "DO", 1), "{\"id\":\"%s\",\"token\":\"t\"}".formatted(ID));
        assertThat(timeline(reply))
                .containsExactly(new TimelineEntry(
                        reply.id(),
                        TimeOrderedIds.timeOf(reply.id()),
                        "RECEIVED",
                        "replies.Accepted.v1",
                        "reserve",
                        "DO",
                        1,
                        REPLIES,
                        json("{\"id\":\"withheld\",\"token\":\"withheld\"}"),
                        null,
                        null,
                        null,
                        null));
    }

    @Test
    void showsAMessageSentAndADeadLetterByTheRulesOfItsTopic() {
        HistoryRow command = withPayload(sent("reserve", "DO", 1), "{\"id\":1}");
        HistoryRow dead = withPayload(deadLetter("reserve", "DO", 1), "{\"id\":1}");

        assertThat(timeline(command, dead))
                .extracting(TimelineEntry::topic, TimelineEntry::payload)
                .containsExactly(tuple(COMMANDS, json("{\"id\":1}")), tuple(COMMANDS + ".dlt", json("{\"id\":1}")));
        assertThat(history(Set.of(COMMANDS), command, dead).timeline())
                .extracting(TimelineEntry::payload)
                .containsExactly(json("{\"id\":\"withheld\"}"), json("{\"id\":\"withheld\"}"));
    }

    @Test
    void showsAMessageOfAnUnknownTypeWithoutATopic() {
        TimelineEntry entry = timeline(withType(withPayload(placed(), "{\"id\":1}"), "unknown"))
                .getFirst();
        assertThat(entry.topic()).isNull();
        assertThat(entry.payload()).isEqualTo(json("{\"id\":\"withheld\"}"));
    }

    @Test
    void showsWhatAnOperatorDidAndWhyItWasRefused() {
        HistoryRow refused = acted("RETRY", "nothing of the saga is stuck");
        assertThat(timeline(refused))
                .containsExactly(new TimelineEntry(
                        refused.id(),
                        TimeOrderedIds.timeOf(refused.id()),
                        "ACTED",
                        "RETRY",
                        null,
                        null,
                        null,
                        null,
                        null,
                        "ann",
                        "the hall is paid",
                        "nothing of the saga is stuck",
                        null));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            order  | 1 | the saga has started already
            order  | 2 | -
            cruise | 1 | -
            """)
    void explainsMessagesIfTheVersionOfTheSagaIsDeployed(String type, int version, @Nullable String note) {
        SagaHistory history = history(Set.of(), List.of(placed(), placed()));
        assertThat(history.of(ID, saga(type, version)).timeline())
                .extracting(TimelineEntry::note)
                .containsExactly(null, note);
    }

    @Test
    void explainsNothingIfTheHistoryHasMoreRowsThanAreShown() {
        List<HistoryRow> many = Stream.generate(OrderHistory::placed).limit(500).toList();
        SagaHistory.Retained complete = history(Set.of(), many).of(ID, RESERVING);
        assertThat(complete.complete()).isTrue();
        assertThat(complete.timeline().getLast().note()).isEqualTo(STARTED_ALREADY);

        List<HistoryRow> more = Stream.generate(OrderHistory::placed).limit(501).toList();
        SagaHistory.Retained incomplete = history(Set.of(), more).of(ID, RESERVING);
        assertThat(incomplete.complete()).isFalse();
        assertThat(incomplete.timeline()).hasSize(501).allMatch(entry -> entry.note() == null);
    }

    @Test
    void everyKindOfRowHasALimitOfItsOwn() {
        List<HistoryRow> mixed = Stream.concat(
                        Stream.generate(OrderHistory::placed).limit(500),
                        Stream.generate(OrderHistory::event).limit(500))
                .toList();
        assertThat(history(Set.of(), mixed).of(ID, RESERVING).complete()).isTrue();
    }

    @Test
    void theParticipantOfTheLatestCommandOwesAReply() {
        HistoryRow latest = sent("reserve", "DO", 2);
        assertThat(history(
                                Set.of(),
                                sent("reserve", "DO", 1),
                                latest,
                                withType(sent("reserve", "UNDO", 1), "commands.release"),
                                sent("pay", "DO", 1),
                                deadLetter("reserve", "DO", 2),
                                redriven("reserve", "DO", 1),
                                event(),
                                accepted("reserve", "DO", 1))
                        .pendingReplies())
                .containsExactly(new PendingReply(
                        "stock-service",
                        "commands.reserve",
                        "reserve",
                        "DO",
                        2,
                        5,
                        TimeOrderedIds.timeOf(latest.id())));
    }

    @Test
    void nobodyOwesAReplyToACommandThatIsNoLongerRetained() {
        assertThat(history(Set.of(), placed()).pendingReplies()).isEmpty();
    }

    @Test
    void theHistoryOfASagaThatCannotBeReadIsShownWithoutNotes() {
        SagaHistory.Retained shown =
                history(Set.of(), List.of(placed(), placed())).of(ID);
        assertThat(shown.timeline()).hasSize(2).allMatch(entry -> entry.note() == null);
        assertThat(shown.complete()).isTrue();
        assertThat(shown.pendingReplies()).isEmpty();

        List<HistoryRow> many = Stream.generate(OrderHistory::placed).limit(501).toList();
        assertThat(history(Set.of(), many).of(ID).complete()).isFalse();
    }

    @Test
    void everyKindOfRowOfASagaThatCannotBeReadHasALimitOfItsOwnToo() {
        List<HistoryRow> mixed = Stream.concat(
                        Stream.generate(OrderHistory::placed).limit(500),
                        Stream.generate(OrderHistory::event).limit(500))
                .toList();
        assertThat(history(Set.of(), mixed).of(ID).complete()).isTrue();
    }

    @Test
    void saysWhatIsLeftWhenMessagesAreNotKeptAnyMore() {
        assertThat(history(Set.of(), placed(), sent("reserve", "DO", 1)).removed())
                .isNull();
        assertThat(history(Set.of(), sent("reserve", "DO", 2)).removed())
                .isEqualTo("Its oldest messages are not kept any more (checkout.retention.keep).");
        assertThat(history(Set.of(), acted("RETRY", null)).removed())
                .startsWith("Its messages are not kept any more (checkout.retention.keep); what is left is");
        SagaState notDeployed = saga("cruise", 1);
        assertThat(history(Set.of(), List.of(placed())).of(ID, notDeployed).removed())
                .isNull();
    }

    @Test
    void theReplyToTheLastAttemptBelongsToItsCommand() {
        HistoryRow second = sent("reserve", "DO", 2);
        assertThat(history(Set.of(), placed(), sent("reserve", "DO", 1), accepted("reserve", "DO", 1), second)
                        .lastCommands())
                .extracting(SentCommand::id, SentCommand::attempt, SentCommand::participant, SentCommand::reply)
                .containsExactly(tuple(second.id(), 2, "stock-service", null));
        assertThat(history(Set.of(), placed(), second, accepted("reserve", "DO", 2))
                        .lastCommands())
                .extracting(command ->
                        command.reply() == null ? "" : command.reply().type())
                .containsExactly("replies.Accepted.v1");
    }

    @Test
    void whatAnOperatorRequestsBelongsToTheTraceOfTheSaga() {
        assertThat(history(Set.of(), List.of()).traceparents(List.of(ID))).containsEntry(ID, "trace of " + ID);
    }

    private static List<TimelineEntry> timeline(HistoryRow... rows) {
        return history(Set.of(REPLIES), rows).timeline();
    }

    private static SagaHistory.Retained history(Set<String> secretTopics, HistoryRow... rows) {
        return history(secretTopics, List.of(rows)).of(ID, RESERVING);
    }

    /** A history with these rows in the tables. */
    private static SagaHistory history(Set<String> secretTopics, List<HistoryRow> rows) {
        HistoryRows stored = new HistoryRows(new JdbcTemplate()) {
            @Override
            List<HistoryRow> of(UUID saga, int limit) {
                return rows;
            }

            @Override
            Map<UUID, String> traceparents(Collection<UUID> sagas) {
                return Map.of(ID, "trace of " + ID);
            }
        };
        return new SagaHistory(
                stored,
                OrderHistory.MESSAGES,
                new SagaTypes(List.of(OrderHistory.TYPE)),
                new SagaChannels("orders", List.of(REPLIES), Map.of(COMMANDS, "stock-service")),
                OrderHistory.INPUTS,
                Redactions.of(
                        new RedactionRules(secretTopics, Set.of(), Set.of()), REPLIES, COMMANDS, "orders.events"));
    }

    private static SagaState saga(String type, int version, StepState... steps) {
        return new SagaState(type, version, SagaPhase.WAITING, false, List.of(steps), null, null, null);
    }

    private static StepState step(String name, StepStatus status, int attempt) {
        return new StepState(name, status, attempt, 5, null);
    }

    private static JsonNode json(String text) {
        return JsonMapper.builder().build().readTree(text);
    }
}
