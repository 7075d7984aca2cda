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
import checkout.saga.runtime.timeline.SentCommand;
import checkout.saga.runtime.timeline.SentCommand.ReceivedReply;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Red here: the sentence that an operator is told at night names another hop or another owner than the facts do. */
class HopDiagnosisTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final UUID COMMAND = at(NOON, 1);
    private static final UUID ANSWER = at(NOON.plusSeconds(1), 2);
    private static final UUID OLDER = at(NOON.minusSeconds(9), 3);
    private static final UUID NEWER = at(NOON.plusSeconds(9), 4);
    private static final Sender SENDER = new Sender("saga-orchestrator", "sagas", "k", "nobody reads slot outbox_checkout");
    private static final String SUBJECT = "ReserveStock, attempt 3,";
    private static final String COMMITTED =
            SUBJECT + " is committed in the outbox of saga-orchestrator since 2026-11-21T12:00:00Z";
    private static final Told<RowReport> RELAY_IS_SILENT =
            new Told.Nothing<>("outbox-relay does not answer at http://r: the connection is refused");
    private static final Told<MessageReport> INVENTORY_IS_SILENT =
            new Told.Nothing<>("inventory-service does not answer at http://i: the connection is refused");
    private static final Told<RowReport> WORKING = relay(null, false, source(null, null, OLDER));

    @Test
    void nobodyReadsThePartition() {
        Told<MessageReport> report = told(notReceived(position(990L, 41)), kafka(1042L, true, null), List.of());
        assertStands(
                of(WORKING, report),
                Place.COMMAND_RECEIVED,
                Status.WAITING,
                "inventory-service",
                SUBJECT
                        + " is in inventory.commands-2 at 1042; inventory-service stands at 990 and has not moved for 41 s: no consumer is assigned.");
    }

    @Test
    void theConsumerSaysWhyItDoesNotRead() {
        List<String> problems = List.of("It has not polled for 40 s: it waits for the database, or for a handler.");
        assertThat(sentence(WORKING, told(notReceived(position(990L, 41)), kafka(1042L, true, "i-1/10.0.0.1"), problems)))
                .endsWith("has not moved for 41 s: it has not polled for 40 s: it waits for the database, or for a handler.");
        assertThat(sentence(WORKING, told(notReceived(position(990L, 41)), kafka(1042L, true, null), problems)))
                .endsWith(
                        "no consumer is assigned; it has not polled for 40 s: it waits for the database, or for a handler.");
    }

    @Test
    void theConsumerWorksThroughWhatIsBeforeIt() {
        assertThat(sentence(WORKING, told(notReceived(position(990L, 1)), kafka(1042L, true, "i-1/10.0.0.1"), List.of())))
                .endsWith("inventory-service stands at 990 and is moving: 52 records are before it, which i-1/10.0.0.1 reads.");
        assertThat(sentence(WORKING, told(notReceived(position(null, 9)), kafka(1042L, true, "i-1/10.0.0.1"), List.of())))
                .contains("stands at the oldest record and has not moved for 9 s: records are before it");
        assertThat(sentence(WORKING, told(notReceived(), kafka(1042L, true, null), List.of())))
                .contains("inventory-service has not begun to read that partition: no consumer is assigned.");
    }

    @Test
    void theConsumerIsPastIt() {
        assertStands(
                of(WORKING, told(notReceived(position(1043L, 1)), kafka(1042L, true, null), List.of())),
                Place.COMMAND_RECEIVED,
                Status.FAILED,
                "inventory-service",
                SUBJECT
                        + " is in inventory.commands-2 at 1042; inventory-service is past it, at 1043, and does not have it in its inbox: somebody has moved the position, or the inbox has forgotten it (checkout.retention.keep).");
    }

    @Test
    void theDatabaseOfTheConsumerIsSilent() {
        var report = new MessageReport(
                "inventory-service",
                null,
                "the database did not answer in 500 ms",
                kafka(1042L, true, null),
                null,
                new ConsumerFacts(List.of(), List.of("It waits.")));
        assertStands(
                of(WORKING, new Told.Fact<>(report)),
                Place.COMMAND_RECEIVED,
                Status.UNKNOWN,
                "inventory-service",
                SUBJECT
                        + " is in inventory.commands-2 at 1042; what inventory-service did with it is unknown: the database did not answer in 500 ms; it waits.");
    }

    @Test
    void kafkaIsSilent() {
        Told<MessageReport> report = kafkaUnknown(notReceived(position(990L, 41)));
        assertStands(
                of(RELAY_IS_SILENT, report),
                Place.COMMAND_PUBLISHED,
                Status.UNKNOWN,
                "Kafka",
                COMMITTED + "; whether it is in Kafka is unknown: Kafka did not answer in 1200 ms.");
        assertThat(sentence(relay(new PublishedTo("inventory.commands", 2, 1042, NOON), false), report))
                .isEqualTo(
                        SUBJECT
                                + " is in inventory.commands-2 at 1042; inventory-service stands at 990 and has not moved for 41 s: 52 records are before it; who reads them is unknown: Kafka did not answer in 1200 ms.");
        assertStands(
                of(relay(null, false, source("Kafka has not acknowledged anything for 12 s", null, OLDER)), report),
                Place.COMMAND_PUBLISHED,
                Status.WAITING,
                "outbox-relay",
                COMMITTED
                        + "; whether it is in Kafka is unknown, because Kafka did not answer in 1200 ms: outbox-relay does not publish source checkout: Kafka has not acknowledged anything for 12 s.");
        assertThat(sentence(RELAY_IS_SILENT, told(notReceived(), kafka(null, false, null), List.of())))
                .endsWith("is unknown: inventory.commands-2 has too many records since then to search.");
    }

    @Test
    void theRelayIsGone() {
        assertStands(
                of(RELAY_IS_SILENT, notInKafka()),
                Place.COMMAND_PUBLISHED,
                Status.WAITING,
                "outbox-relay",
                COMMITTED
                        + " and not in inventory.commands-2; outbox-relay does not answer at http://r: the connection is refused; nobody reads slot outbox_checkout.");
    }

    @Test
    void theRelayMayNotReadItsSlot() {
        assertStands(
                of(relay(null, false, source("slot outbox_checkout does not exist", "replay", OLDER)), notInKafka()),
                Place.COMMAND_PUBLISHED,
                Status.FAILED,
                "outbox-relay",
                COMMITTED
                        + " and not in inventory.commands-2: outbox-relay does not publish source checkout: slot outbox_checkout does not exist; replay.");
    }

    @Test
    void theRelayWorksOnWhatIsBeforeIt() {
        assertStands(
                of(WORKING, notInKafka()),
                Place.COMMAND_PUBLISHED,
                Status.WAITING,
                "outbox-relay",
                COMMITTED
                        + " and not in inventory.commands-2: outbox-relay works and has published what was created up to 2026-11-21T11:59:51Z; 7 bytes of log are not confirmed.");
    }

    @Test
    void theRelayHasMissedIt() {
        assertThat(of(relay(null, false, source(null, null, NEWER)), notInKafka()).sentence())
                .endsWith("publish the rows since then again with POST /v1/relay/replay.");
        assertThat(of(relay(null, true, source(null, null, NEWER)), notInKafka()).sentence())
                .contains("Kafka has refused it, and it is in the quarantine of outbox-relay");
        assertThat(of(relay(new PublishedTo("inventory.commands", 2, 7, NOON), false), notInKafka())
                        .sentence())
                .contains("although outbox-relay has published it at 2026-11-21T12:00:00Z: the records of the topic are gone");
        assertThat(of(relay(null, false), notInKafka()).sentence())
                .contains("no source of outbox-relay is known to publish schema sagas");
    }

    @Test
    void theParticipantIsGone() {
        assertStands(
                of(relay(new PublishedTo("inventory.commands", 2, 1042, NOON), false), INVENTORY_IS_SILENT),
                Place.COMMAND_RECEIVED,
                Status.UNKNOWN,
                "inventory-service",
                SUBJECT
                        + " was published to inventory.commands-2 at 1042; inventory-service does not answer at http://i: the connection is refused.");
        assertStands(
                of(relay(null, false, source(null, null, NEWER)), INVENTORY_IS_SILENT),
                Place.COMMAND_RECEIVED,
                Status.UNKNOWN,
                "inventory-service",
                SUBJECT
                        + " was published, as newer rows were; inventory-service does not answer at http://i: the connection is refused.");
        assertStands(
                of(WORKING, INVENTORY_IS_SILENT),
                Place.COMMAND_RECEIVED,
                Status.UNKNOWN,
                "inventory-service",
                COMMITTED + "; inventory-service does not answer at http://i: the connection is refused.");
    }

    @Test
    void bothAreGone() {
        assertStands(
                of(RELAY_IS_SILENT, INVENTORY_IS_SILENT),
                Place.COMMAND_PUBLISHED,
                Status.WAITING,
                "outbox-relay",
                COMMITTED
                        + "; inventory-service does not answer at http://i: the connection is refused; outbox-relay does not answer at http://r: the connection is refused; nobody reads slot outbox_checkout.");
        assertThat(of(relay(null, false, source("stopped", null, OLDER)), INVENTORY_IS_SILENT)
                        .owner())
                .isEqualTo("outbox-relay");
    }

    @Test
    void aLockedRowHoldsItUp() {
        var deferred = new DatabaseFacts(
                "inventory", true, NOON, "stock TEA-001", List.of(), null, null, List.of());
        assertStands(
                of(WORKING, received(deferred)),
                Place.COMMAND_ANSWERED,
                Status.WAITING,
                "inventory-service",
                SUBJECT
                        + " was received by inventory-service and waits since 2026-11-21T12:00:00Z for a row that another transaction has locked (stock TEA-001).");
    }

    @Test
    void aCallToSomebodyElseIsOwed() {
        var work = new PendingWork("card provider", "its payment is REQUESTED after 4 calls");
        assertStands(
                of(WORKING, received(facts(null, null, work))),
                Place.COMMAND_ANSWERED,
                Status.WAITING,
                "card provider",
                SUBJECT + " was received by inventory-service: its payment is REQUESTED after 4 calls.");
    }

    @Test
    void itIsReceivedAndNotAnswered() {
        assertStands(
                of(WORKING, received(facts(null, null))),
                Place.COMMAND_ANSWERED,
                Status.WAITING,
                "inventory-service",
                SUBJECT + " was received by inventory-service, and no answer is in its outbox.");
        assertStands(
                of(WORKING, received(facts(null, "its outbox could not be searched in 400 ms"))),
                Place.COMMAND_ANSWERED,
                Status.UNKNOWN,
                "inventory-service",
                SUBJECT
                        + " was received by inventory-service; whether it has answered is unknown: its outbox could not be searched in 400 ms.");
    }

    @Test
    void itIsOnItsWayToTheDeadLetters() {
        var letter = new Answer(ANSWER, "inventory.ReserveStock.v1", "inventory.commands.dlt");
        assertStands(
                of(WORKING, received(facts(letter, null))),
                Place.COMMAND_ANSWERED,
                Status.FAILED,
                "inventory-service",
                SUBJECT
                        + " was received by inventory-service, which could not handle it: it is on its way to the dead letters as %s."
                                .formatted(ANSWER));
    }

    @Test
    void theAnswerIsNotPublished() {
        assertStands(
                answered(RELAY_IS_SILENT, told(notReceived(), kafkaOf("checkout.replies", null, true), List.of())),
                Place.ANSWER_PUBLISHED,
                Status.WAITING,
                "outbox-relay",
                "The answer StockReserved of inventory-service to ReserveStock, attempt 3, is committed in the outbox of inventory-service since 2026-11-21T12:00:01Z and not in checkout.replies-2; outbox-relay does not answer at http://r: the connection is refused.");
    }

    @Test
    void theAnswerIsNotRead() {
        assertStands(
                answered(WORKING, told(notReceived(position(60L, 8)), kafkaOf("checkout.replies", 77L, true), List.of())),
                Place.ANSWER_RECEIVED,
                Status.WAITING,
                "saga-orchestrator",
                "The answer StockReserved of inventory-service to ReserveStock, attempt 3, is in checkout.replies-2 at 77; saga-orchestrator stands at 60 and has not moved for 8 s: no consumer is assigned.");
    }

    @Test
    void theAnswerHasJustArrived() {
        CommandDiagnosis diagnosis = answered(WORKING, received(facts(null, null)));
        assertThat(diagnosis.hops()).extracting(Hop::status).containsOnly(Status.PASSED);
        assertThat(diagnosis.sentence()).endsWith("has just been received by saga-orchestrator.");
    }

    @Test
    void aCommandIsADeadLetter() {
        var letter = new OpenLetter(ANSWER, "inventory.commands", "t", "it is no JSON", "reserve stock", "DO");
        assertStands(
                HopDiagnosis.of(new CommandFacts(
                        command(StepStatus.SENT, null), SENDER, List.of(letter), RELAY_IS_SILENT, INVENTORY_IS_SILENT, null)),
                Place.COMMAND_ANSWERED,
                Status.FAILED,
                "inventory-service",
                SUBJECT
                        + " could not be handled by inventory-service: dead letter %s, because it is no JSON; redrive it once the cause is fixed, or discard it."
                                .formatted(ANSWER));
    }

    @Test
    void anAnswerIsADeadLetter() {
        var letter = new OpenLetter(
                ANSWER, "checkout.replies", "inventory.StockReserved.v1", "it is no JSON", "reserve stock", "DO");
        assertStands(
                HopDiagnosis.of(new CommandFacts(
                        command(StepStatus.SENT, null), SENDER, List.of(letter), RELAY_IS_SILENT, INVENTORY_IS_SILENT, null)),
                Place.ANSWER_RECEIVED,
                Status.FAILED,
                "saga-orchestrator",
                SUBJECT
                        + " was answered by inventory-service, but saga-orchestrator could not handle the answer StockReserved: dead letter %s, because it is no JSON; redrive it once the cause is fixed, or discard it."
                                .formatted(ANSWER));
    }

    @ParameterizedTest
    @EnumSource(
            value = StepStatus.class,
            names = {"STUCK", "UNDO_STUCK"})
    void aRefusalThatOnlyAnOperatorCanDecide(StepStatus status) {
        var reply = new ReceivedReply("inventory.NotReleased.v1", NOON);
        assertStands(
                HopDiagnosis.of(new CommandFacts(
                        command(status, reply), SENDER, List.of(), RELAY_IS_SILENT, INVENTORY_IS_SILENT, null)),
                Place.ANSWER_RECEIVED,
                Status.FAILED,
                "inventory-service",
                SUBJECT
                        + " was answered by inventory-service with NotReleased at 2026-11-21T12:00:00Z: it is committed.");
    }

    /** What holds a command up does not depend on how often it was sent, nor on whether it is an undo. */
    @ParameterizedTest
    @EnumSource(
            value = StepStatus.class,
            names = {"SENT", "BACKING_OFF", "STUCK", "UNDO_SENT", "UNDO_BACKING_OFF", "UNDO_STUCK"})
    void everyStateThatWaitsHasTheSameSentence(StepStatus status) {
        CommandDiagnosis diagnosis = HopDiagnosis.of(new CommandFacts(
                command(status, null), SENDER, List.of(), RELAY_IS_SILENT, INVENTORY_IS_SILENT, null));
        assertThat(diagnosis.owner()).isEqualTo("outbox-relay");
        assertThat(diagnosis.sentence()).startsWith(COMMITTED);
        assertThat(diagnosis.hops()).extracting(Hop::action).containsOnly(status.action().name());
    }

    private static void assertStands(
            CommandDiagnosis diagnosis, Place place, Status status, String owner, String sentence) {
        assertThat(diagnosis.sentence()).isEqualTo(sentence);
        assertThat(diagnosis.hop()).isEqualTo(place);
        assertThat(diagnosis.owner()).isEqualTo(owner);
        assertThat(diagnosis.hops()).extracting(Hop::hop).containsExactly(Place.values());
        assertThat(diagnosis.hops())
                .extracting(Hop::status)
                .containsExactlyElementsOf(Arrays.stream(Place.values())
                        .map(each -> each == place
                                ? status
                                : each.compareTo(place) < 0 ? Status.PASSED : Status.NOT_REACHED)
                        .toList());
    }

    private static String sentence(Told<RowReport> relay, Told<MessageReport> participant) {
        return of(relay, participant).sentence();
    }

    private static CommandDiagnosis of(Told<RowReport> relay, Told<MessageReport> participant) {
        return HopDiagnosis.of(
                new CommandFacts(command(StepStatus.SENT, null), SENDER, List.of(), relay, participant, null));
    }

    private static CommandDiagnosis answered(Told<RowReport> relay, Told<MessageReport> here) {
        var answer = new Answer(ANSWER, "inventory.StockReserved.v1", "checkout.replies");
        return HopDiagnosis.of(new CommandFacts(
                command(StepStatus.SENT, null),
                SENDER,
                List.of(),
                WORKING,
                received(facts(answer, null)),
                new AnswerFacts(answer, NOON.plusSeconds(1), "inventory", relay, here)));
    }

    private static SentCommand command(StepStatus status, @Nullable ReceivedReply reply) {
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

    private static Told<RowReport> relay(@Nullable PublishedTo published, boolean quarantined, SourceFacts... sources) {
        return new Told.Fact<>(new RowReport(published, quarantined, List.of(sources)));
    }

    private static SourceFacts source(@Nullable String problem, @Nullable String remedy, UUID newest) {
        return new SourceFacts(
                "checkout",
                "WORKING",
                problem,
                remedy,
                newest,
                Instant.ofEpochMilli(newest.getMostSignificantBits() >>> 16),
                "outbox_checkout",
                true,
                7);
    }

    private static Told<MessageReport> told(DatabaseFacts database, KafkaFacts kafka, List<String> problems) {
        return new Told.Fact<>(new MessageReport(
                "inventory-service", database, null, kafka, null, new ConsumerFacts(List.of(), problems)));
    }

    private static Told<MessageReport> notInKafka() {
        return told(notReceived(position(990L, 1)), kafka(null, true, null), List.of());
    }

    private static Told<MessageReport> kafkaUnknown(DatabaseFacts database) {
        return new Told.Fact<>(new MessageReport(
                "inventory-service",
                database,
                null,
                null,
                "Kafka did not answer in 1200 ms",
                new ConsumerFacts(List.of(), List.of())));
    }

    private static Told<MessageReport> received(DatabaseFacts database) {
        return new Told.Fact<>(new MessageReport(
                "inventory-service", database, null, null, null, new ConsumerFacts(List.of(), List.of())));
    }

    private static DatabaseFacts notReceived(Position... positions) {
        return new DatabaseFacts("inventory", false, null, null, List.of(positions), null, null, List.of());
    }

    private static DatabaseFacts facts(
            @Nullable Answer answer, @Nullable String answerUnknown, PendingWork... pending) {
        return new DatabaseFacts(
                "inventory", true, null, null, List.of(), answer, answerUnknown, List.of(pending));
    }

    private static Position position(@Nullable Long next, double secondsSinceMoved) {
        return new Position(2, next, secondsSinceMoved);
    }

    private static KafkaFacts kafka(@Nullable Long offset, boolean searchedAll, @Nullable String reader) {
        return new KafkaFacts("inventory.commands", 2, offset, 2000, searchedAll, reader, null);
    }

    private static KafkaFacts kafkaOf(String topic, @Nullable Long offset, boolean searchedAll) {
        return new KafkaFacts(topic, 2, offset, 2000, searchedAll, null, null);
    }

    private static UUID at(Instant time, long low) {
        return new UUID(time.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L | low);
    }
}
