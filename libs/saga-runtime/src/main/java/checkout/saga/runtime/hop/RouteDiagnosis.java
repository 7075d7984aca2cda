package checkout.saga.runtime.hop;

import checkout.messaging.hop.MessageReport;
import checkout.messaging.hop.MessageReport.DatabaseFacts;
import checkout.messaging.hop.MessageReport.KafkaFacts;
import checkout.messaging.hop.MessageReport.Position;
import checkout.saga.runtime.hop.Hop.Place;
import checkout.saga.runtime.hop.Hop.Status;
import checkout.saga.runtime.hop.RowReport.PublishedTo;
import checkout.saga.runtime.hop.RowReport.SourceFacts;
import checkout.saga.runtime.peer.LookupResult;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides where a message stands between an outbox and the inbox of its consumer. */
final class RouteDiagnosis {
    private static final String RELAY = "outbox-relay";

    private final MessageRoute leg;

    RouteDiagnosis(MessageRoute leg) {
        this.leg = leg;
    }

    /** Empty if the consumer has received it. */
    Optional<HopFinding> standing() {
        return switch (leg.report()) {
            case LookupResult.Nothing<MessageReport>(String why) -> Optional.of(receiverIsSilent(why));
            case LookupResult.Fact<MessageReport>(MessageReport report) -> {
                DatabaseFacts database = report.database();
                yield database != null && database.wasReceived() ? Optional.empty() : Optional.of(notReceived(report));
            }
        };
    }

    private HopFinding notReceived(MessageReport report) {
        KafkaFacts kafka = report.kafka();
        if (kafka != null && kafka.offset() != null) {
            return inKafka(report, kafka, kafka.offset());
        }
        if (isForgotten(report.database()) && wasPublished()) {
            return forgotten(report);
        }
        if (leg.dropped() && !heldBack()) {
            return publishedAndGone(report);
        }
        if (kafka == null) {
            return kafkaIsSilent(report, String.valueOf(report.kafkaUnknown()));
        }
        return kafka.searchedAll()
                ? notInKafka("and not in %s".formatted(kafka.place()))
                : kafkaIsSilent(report, tooMany(kafka));
    }

    private HopFinding inKafka(MessageReport report, KafkaFacts kafka, long offset) {
        String is = "%s is in %s at %d".formatted(leg.subject(), kafka.place(), offset);
        DatabaseFacts database = report.database();
        if (database == null) {
            return new HopFinding(
                    leg.receiving(),
                    Status.UNKNOWN,
                    leg.receiver(),
                    "%s; what %s did with it is unknown: %s%s."
                            .formatted(is, leg.receiver(), report.databaseUnknown(), ReadingProgress.problem(report)));
        }
        Position position = database.position(kafka.partition()).orElse(null);
        Long next = position == null ? null : position.next();
        if (next != null && next > offset && isForgotten(database)) {
            return forgotten(report);
        }
        if (next != null && next > offset) {
            return new HopFinding(
                    leg.receiving(),
                    Status.FAILED,
                    leg.receiver(),
                    "%s; %s is past it, at %d, and does not have it in its inbox: somebody has moved the position, or the inbox has forgotten it (checkout.retention.keep)."
                            .formatted(is, leg.receiver(), next));
        }
        return new HopFinding(
                leg.receiving(),
                Status.WAITING,
                leg.receiver(),
                "%s; %s %s: %s."
                        .formatted(
                                is,
                                leg.receiver(),
                                ReadingProgress.stands(position),
                                ReadingProgress.whyNotRead(report, kafka, offset, next)));
    }

    /** Whether it may have been received long ago. Who does not say since when it remembers does so for as long as the sender. */
    private boolean isForgotten(@Nullable DatabaseFacts database) {
        Instant since = database == null ? null : database.remembersSince();
        Instant sent = leg.committedAt();
        return since == null ? leg.dropped() : sent != null && sent.isBefore(since);
    }

    private boolean wasPublished() {
        return !heldBack() && (leg.dropped() || published() != null || isPast());
    }

    private HopFinding forgotten(MessageReport report) {
        DatabaseFacts database = report.database();
        Instant since = database == null ? null : database.remembersSince();
        String why = database == null
                ? String.valueOf(report.databaseUnknown())
                : since == null
                        ? "messages that old may not be kept any more"
                        : "its messages before %s are not kept any more%s".formatted(since, noAnswer(database));
        return new HopFinding(
                leg.receiving(),
                Status.UNKNOWN,
                leg.receiver(),
                "%s was published%s; what %s did with it is unknown: %s."
                        .formatted(
                                leg.subject(),
                                leg.committedAt() == null ? "" : " after " + leg.committedAt(),
                                leg.receiver(),
                                why));
    }

    private String noAnswer(DatabaseFacts database) {
        if (leg.receiving() != Place.COMMAND_RECEIVED) {
            return "";
        }
        return database.answerUnknown() == null
                ? ", and no answer is in its outbox"
                : ", and whether an answer is in its outbox is unknown, because " + database.answerUnknown();
    }

    /** The inbox goes back far enough. Only what is published is dropped, so that the relay has done its part. */
    private HopFinding publishedAndGone(MessageReport report) {
        KafkaFacts kafka = report.kafka();
        String was = "%s was published, and %s has not received it".formatted(leg.subject(), leg.receiver());
        return kafka != null && kafka.searchedAll()
                ? new HopFinding(
                        leg.receiving(),
                        Status.FAILED,
                        leg.receiver(),
                        "%s; the records of %s from that time are gone.".formatted(was, kafka.place()))
                : new HopFinding(
                        leg.receiving(),
                        Status.UNKNOWN,
                        leg.receiver(),
                        "%s; whether it is in Kafka is unknown: %s."
                                .formatted(was, kafka == null ? report.kafkaUnknown() : tooMany(kafka)));
    }

    private static String tooMany(KafkaFacts kafka) {
        return "%s has too many records since then to search".formatted(kafka.place());
    }

    /** Kafka did not say where it is; the relay may know. */
    private HopFinding kafkaIsSilent(MessageReport report, String why) {
        PublishedTo place = published();
        if (place != null) {
            return inKafka(
                    report,
                    new KafkaFacts(
                            place.topic(), place.partition(), place.offset(), place.offset() + 1, true, null, why),
                    place.offset());
        }
        if (sourceProblem().isPresent() || heldBack()) {
            return notInKafka("; whether it is in Kafka is unknown, because " + why);
        }
        return new HopFinding(
                leg.publishing(),
                Status.UNKNOWN,
                "Kafka",
                "%s; whether it is in Kafka is unknown: %s.".formatted(committed(), why));
    }

    private HopFinding receiverIsSilent(String why) {
        PublishedTo place = published();
        if (place != null) {
            return new HopFinding(
                    leg.receiving(),
                    Status.UNKNOWN,
                    leg.receiver(),
                    "%s was published to %s-%d at %d; %s."
                            .formatted(leg.subject(), place.topic(), place.partition(), place.offset(), why));
        }
        if (wasPublished()) {
            return new HopFinding(
                    leg.receiving(),
                    Status.UNKNOWN,
                    leg.receiver(),
                    "%s was published%s; %s."
                            .formatted(leg.subject(), leg.dropped() ? "" : ", as newer rows were", why));
        }
        return switch (leg.relay()) {
            case LookupResult.Fact<RowReport>(RowReport row)
            when !row.isHeldBack() && sourceProblem().isEmpty() ->
                new HopFinding(leg.receiving(), Status.UNKNOWN, leg.receiver(), "%s; %s.".formatted(committed(), why));
            case LookupResult<RowReport> relayToo -> notInKafka("; " + why);
        };
    }

    /** @param but what is known instead of a place in Kafka, as the next part of the sentence */
    private HopFinding notInKafka(String but) {
        String is = but.startsWith(";") ? committed() + but : committed() + " " + but;
        return switch (leg.relay()) {
            case LookupResult.Nothing<RowReport>(String why) ->
                relay(Status.WAITING, "%s; %s%s.".formatted(is, why, leg.slot().isEmpty() ? "" : "; " + leg.slot()));
            case LookupResult.Fact<RowReport>(RowReport row)
            when row.quarantined() ->
                relay(
                        Status.FAILED,
                        "%s: Kafka has refused it, and it is in the quarantine of %s; send it again or discard it."
                                .formatted(is, RELAY));
            case LookupResult.Fact<RowReport>(RowReport row)
            when row.discarded() ->
                relay(
                        Status.FAILED,
                        "%s: Kafka has refused it, and an operator has discarded it from the quarantine of %s; a retry of the step sends a new command."
                                .formatted(is, RELAY));
            case LookupResult.Fact<RowReport>(RowReport row)
            when row.published() != null ->
                relay(
                        Status.FAILED,
                        "%s, although %s has published it at %s: the records of the topic are gone."
                                .formatted(is, RELAY, row.published().at()));
            case LookupResult.Fact<RowReport>(RowReport row) ->
                row.source(leg.schema())
                        .map(source -> notPublished(is, source))
                        .orElse(relay(
                                Status.FAILED,
                                "%s: no source of %s is known to publish schema %s."
                                        .formatted(is, RELAY, leg.schema())));
        };
    }

    private HopFinding notPublished(String is, SourceFacts source) {
        if (source.problem() != null) {
            return relay(
                    source.remedy() == null ? Status.WAITING : Status.FAILED,
                    "%s: %s does not publish source %s: %s%s."
                            .formatted(
                                    is,
                                    RELAY,
                                    source.name(),
                                    source.problem(),
                                    source.remedy() == null ? "" : "; " + source.remedy()));
        }
        if (source.isPast(leg.id())) {
            return relay(
                    Status.FAILED,
                    "%s, although %s has published newer rows, up to %s: publish the rows since then again with POST /v1/relay/replay."
                            .formatted(is, RELAY, source.newestAt()));
        }
        return relay(
                Status.WAITING,
                "%s: %s works and has published what was created up to %s; %d bytes of log are not confirmed%s."
                        .formatted(
                                is,
                                RELAY,
                                source.newestAt(),
                                source.lagBytes(),
                                source.hasNewerThan(leg.id())
                                        ? ", and it may be in them, because rows are published in the order of their commits"
                                        : ""));
    }

    private HopFinding relay(Status status, String sentence) {
        return new HopFinding(leg.publishing(), status, RELAY, sentence);
    }

    private String committed() {
        return "%s is committed in the outbox of %s%s"
                .formatted(leg.subject(), leg.sender(), leg.committedAt() == null ? "" : " since " + leg.committedAt());
    }

    private @Nullable PublishedTo published() {
        return leg.relay() instanceof LookupResult.Fact<RowReport>(RowReport row) ? row.published() : null;
    }

    private boolean isPast() {
        return leg.relay() instanceof LookupResult.Fact<RowReport>(RowReport row)
                && row.source(leg.schema())
                        .filter(source -> source.isPast(leg.id()))
                        .isPresent();
    }

    private boolean heldBack() {
        return leg.relay() instanceof LookupResult.Fact<RowReport>(RowReport row) && row.isHeldBack();
    }

    private Optional<SourceFacts> sourceProblem() {
        return leg.relay() instanceof LookupResult.Fact<RowReport>(RowReport row)
                ? row.source(leg.schema()).filter(source -> source.problem() != null)
                : Optional.empty();
    }
}
