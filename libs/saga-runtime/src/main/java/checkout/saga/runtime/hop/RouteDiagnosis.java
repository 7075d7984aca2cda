package checkout.saga.runtime.hop;

import checkout.messaging.hop.MessageReport;
import checkout.messaging.hop.MessageReport.DatabaseFacts;
import checkout.messaging.hop.MessageReport.KafkaFacts;
import checkout.messaging.hop.MessageReport.Position;
import checkout.saga.runtime.hop.Hop.Status;
import checkout.saga.runtime.hop.RowReport.PublishedTo;
import checkout.saga.runtime.hop.RowReport.SourceFacts;
import checkout.saga.runtime.peer.LookupResult;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides where a message stands between an outbox and the inbox of its consumer. */
final class RouteDiagnosis {
    private static final String RELAY = "outbox-relay";
    private static final double RECENTLY = 5;

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
                yield database != null && database.received() ? Optional.empty() : Optional.of(notReceived(report));
            }
        };
    }

    private HopFinding notReceived(MessageReport report) {
        KafkaFacts kafka = report.kafka();
        if (kafka == null) {
            return kafkaIsSilent(report, String.valueOf(report.kafkaUnknown()));
        }
        if (kafka.offset() != null) {
            return inKafka(report, kafka, kafka.offset());
        }
        return kafka.searchedAll()
                ? notInKafka("and not in %s".formatted(kafka.place()))
                : kafkaIsSilent(report, "%s has too many records since then to search".formatted(kafka.place()));
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
                            .formatted(is, leg.receiver(), report.databaseUnknown(), consumerProblem(report)));
        }
        Position position = database.position(kafka.partition()).orElse(null);
        Long next = position == null ? null : position.next();
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
                        .formatted(is, leg.receiver(), stands(position), whyNotRead(report, kafka, offset, next)));
    }

    private static String stands(@Nullable Position position) {
        if (position == null) {
            return "has not begun to read that partition";
        }
        String at =
                position.next() == null ? "the oldest record" : position.next().toString();
        return position.secondsSinceMoved() > RECENTLY
                ? "stands at %s and has not moved for %.0f s".formatted(at, position.secondsSinceMoved())
                : "stands at %s and is moving".formatted(at);
    }

    private static String whyNotRead(MessageReport report, KafkaFacts kafka, long offset, @Nullable Long next) {
        if (kafka.reader() == null && kafka.readerUnknown() == null) {
            return report.consumer().problems().isEmpty()
                    ? "no consumer is assigned"
                    : "no consumer is assigned; "
                            + lower(report.consumer().problems().getFirst());
        }
        if (!report.consumer().problems().isEmpty()) {
            return lower(report.consumer().problems().getFirst());
        }
        String before = next == null ? "records are before it" : "%d records are before it".formatted(offset - next);
        return kafka.reader() == null
                ? "%s; who reads them is unknown: %s".formatted(before, kafka.readerUnknown())
                : "%s, which %s reads".formatted(before, kafka.reader());
    }

    private static String consumerProblem(MessageReport report) {
        return report.consumer().problems().isEmpty()
                ? ""
                : "; " + lower(report.consumer().problems().getFirst());
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
        if (sourceProblem().isPresent() || quarantined()) {
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
        boolean past = leg.relay() instanceof LookupResult.Fact<RowReport>(RowReport row)
                && row.source(leg.schema())
                        .filter(source -> source.isPast(leg.id()))
                        .isPresent();
        if (past) {
            return new HopFinding(
                    leg.receiving(),
                    Status.UNKNOWN,
                    leg.receiver(),
                    "%s was published, as newer rows were; %s.".formatted(leg.subject(), why));
        }
        return switch (leg.relay()) {
            case LookupResult.Fact<RowReport>(RowReport row)
            when !row.quarantined() && sourceProblem().isEmpty() ->
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

    private boolean quarantined() {
        return leg.relay() instanceof LookupResult.Fact<RowReport>(RowReport row) && row.quarantined();
    }

    private Optional<SourceFacts> sourceProblem() {
        return leg.relay() instanceof LookupResult.Fact<RowReport>(RowReport row)
                ? row.source(leg.schema()).filter(source -> source.problem() != null)
                : Optional.empty();
    }

    private static String lower(String sentence) {
        String text = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
