package checkout.saga.runtime.hop;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.hop.MessageReport;
import checkout.messaging.hop.MessageReport.Answer;
import checkout.messaging.hop.MessageReport.ConsumerFacts;
import checkout.messaging.hop.MessageReport.DatabaseFacts;
import checkout.messaging.hop.MessageReport.KafkaFacts;
import checkout.messaging.hop.MessageReport.PendingWork;
import checkout.messaging.hop.MessageReport.Position;
import checkout.saga.engine.state.StepStatus;
import checkout.saga.runtime.hop.CommandFacts.AnswerFacts;
import checkout.saga.runtime.hop.CommandFacts.Sender;
import checkout.saga.runtime.hop.Hop.Place;
import checkout.saga.runtime.hop.Hop.Status;
import checkout.saga.runtime.hop.RowReport.PublishedTo;
import checkout.saga.runtime.hop.RowReport.SourceFacts;
import checkout.saga.runtime.peer.LookupResult;
import checkout.saga.runtime.timeline.SentCommand;
import checkout.saga.runtime.timeline.SentCommand.ReceivedReply;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Facts about a command that inventory-service does not answer, and what is expected of their diagnosis. */
final class HopFacts {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    static final UUID COMMAND = at(NOON, 1);
    static final UUID ANSWER = at(NOON.plusSeconds(1), 2);
    static final UUID OLDER = at(NOON.minusSeconds(9), 3);
    static final UUID NEWER = at(NOON.plusSeconds(9), 4);
    static final Sender SENDER =
            new Sender("saga-orchestrator", "sagas", "k", "nobody reads slot outbox_checkout", Set.of());
    static final String SUBJECT = "ReserveStock, attempt 3,";
    static final String COMMITTED =
            SUBJECT + " is committed in the outbox of saga-orchestrator since 2026-11-21T12:00:00Z";
    static final LookupResult<RowReport> RELAY_IS_SILENT =
            new LookupResult.Nothing<>("outbox-relay does not answer at http://r: the connection is refused");
    static final LookupResult<MessageReport> INVENTORY_IS_SILENT =
            new LookupResult.Nothing<>("inventory-service does not answer at http://i: the connection is refused");
    static final LookupResult<RowReport> WORKING = relay(null, false, source(null, null, OLDER));

    private HopFacts() {}

    static void assertStands(CommandDiagnosis diagnosis, Place place, Status status, String owner, String sentence) {
        assertThat(diagnosis.sentence()).isEqualTo(sentence);
        assertThat(diagnosis.hop()).isEqualTo(place);
        assertThat(diagnosis.owner()).isEqualTo(owner);
        assertThat(diagnosis.hops()).extracting(Hop::hop).containsExactly(Place.values());
        assertThat(diagnosis.hops())
                .extracting(Hop::status)
                .containsExactlyElementsOf(Arrays.stream(Place.values())
                        .map(each ->
                                each == place ? status : each.compareTo(place) < 0 ? Status.PASSED : Status.NOT_REACHED)
                        .toList());
    }

    static String sentence(LookupResult<RowReport> relay, LookupResult<MessageReport> participant) {
        return diagnosisOf(relay, participant).sentence();
    }

    static CommandDiagnosis diagnosisOf(LookupResult<RowReport> relay, LookupResult<MessageReport> participant) {
        return HopDiagnosis.of(
                new CommandFacts(command(StepStatus.SENT, null), SENDER, List.of(), relay, participant, null));
    }

    /** The same for a command that the outbox of the orchestrator has no more. */
    static CommandDiagnosis diagnosisOfDropped(LookupResult<RowReport> relay, LookupResult<MessageReport> participant) {
        Sender sender = new Sender(SENDER.name(), SENDER.schema(), null, SENDER.slot(), Set.of(COMMAND));
        return HopDiagnosis.of(
                new CommandFacts(command(StepStatus.SENT, null), sender, List.of(), relay, participant, null));
    }

    static CommandDiagnosis answered(LookupResult<RowReport> relay, LookupResult<MessageReport> here) {
        var answer = new Answer(ANSWER, "inventory.StockReserved.v1", "checkout.replies");
        return HopDiagnosis.of(new CommandFacts(
                command(StepStatus.SENT, null),
                SENDER,
                List.of(),
                WORKING,
                received(facts(answer, null)),
                new AnswerFacts(answer, NOON.plusSeconds(1), "inventory", relay, here)));
    }

    static SentCommand command(StepStatus status, @Nullable ReceivedReply reply) {
        return new SentCommand(
                COMMAND,
                "inventory.ReserveStock.v1",
                "inventory.commands",
                "inventory-service",
                "reserve stock",
                status.action().name(),
                3,
                status,
                "it is committed",
                reply);
    }

    static LookupResult<RowReport> relay(@Nullable PublishedTo published, boolean quarantined, SourceFacts... sources) {
        return new LookupResult.Fact<>(new RowReport(published, quarantined, false, List.of(sources)));
    }

    static LookupResult<RowReport> discarded(SourceFacts... sources) {
        return new LookupResult.Fact<>(new RowReport(null, false, true, List.of(sources)));
    }

    static SourceFacts source(@Nullable String problem, @Nullable String remedy, UUID newest) {
        return source(problem, remedy, newest, 7);
    }

    static SourceFacts source(@Nullable String problem, @Nullable String remedy, UUID newest, long lagBytes) {
        return new SourceFacts(
                "checkout",
                "WORKING",
                problem,
                remedy,
                newest,
                Instant.ofEpochMilli(newest.getMostSignificantBits() >>> 16),
                "outbox_checkout",
                true,
                lagBytes);
    }

    static LookupResult<MessageReport> told(DatabaseFacts database, KafkaFacts kafka, List<String> problems) {
        return new LookupResult.Fact<>(new MessageReport(
                "inventory-service", database, null, kafka, null, new ConsumerFacts(List.of(), problems)));
    }

    static LookupResult<MessageReport> notInKafka() {
        return told(notReceived(position(990L, 1)), kafka(null, true, null), List.of());
    }

    static LookupResult<MessageReport> kafkaUnknown(DatabaseFacts database) {
        return new LookupResult.Fact<>(new MessageReport(
                "inventory-service",
                database,
                null,
                null,
                "Kafka did not answer in 1200 ms",
                new ConsumerFacts(List.of(), List.of())));
    }

    static LookupResult<MessageReport> received(DatabaseFacts database) {
        return new LookupResult.Fact<>(new MessageReport(
                "inventory-service", database, null, null, null, new ConsumerFacts(List.of(), List.of())));
    }

    static DatabaseFacts notReceived(Position... positions) {
        return new DatabaseFacts("inventory", false, null, null, List.of(positions), null, null, List.of(), null);
    }

    /** What a participant says that has dropped the messages from before. */
    static DatabaseFacts remembersSince(Instant since, @Nullable Answer answer, PendingWork... pending) {
        return new DatabaseFacts(
                "inventory", false, null, null, List.of(position(990L, 1)), answer, null, List.of(pending), since);
    }

    static DatabaseFacts facts(@Nullable Answer answer, @Nullable String answerUnknown, PendingWork... pending) {
        return new DatabaseFacts(
                "inventory", true, null, null, List.of(), answer, answerUnknown, List.of(pending), null);
    }

    static Position position(@Nullable Long next, double secondsSinceMoved) {
        return new Position(2, next, secondsSinceMoved);
    }

    static KafkaFacts kafka(@Nullable Long offset, boolean searchedAll, @Nullable String reader) {
        return new KafkaFacts("inventory.commands", 2, offset, 2000, searchedAll, reader, null);
    }

    static KafkaFacts kafkaOf(String topic, @Nullable Long offset, boolean searchedAll) {
        return new KafkaFacts(topic, 2, offset, 2000, searchedAll, null, null);
    }

    static UUID at(Instant time, long low) {
        return new UUID(time.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L | low);
    }
}
