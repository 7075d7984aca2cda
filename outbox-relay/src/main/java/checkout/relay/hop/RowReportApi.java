package checkout.relay.hop;

import checkout.relay.hop.RowReport.PublishedTo;
import checkout.relay.hop.RowReport.SourceFacts;
import checkout.relay.publish.RecentlyPublished;
import checkout.relay.publish.UuidV7;
import checkout.relay.quarantine.Quarantine;
import checkout.relay.quarantine.Quarantines;
import checkout.relay.source.SlotReading;
import checkout.relay.source.SourceRelay;
import checkout.relay.source.SourceRelays;
import checkout.relay.source.SourceStatus;
import checkout.relay.status.SourcesHealth;
import checkout.web.ProblemException;
import checkout.web.RequestIds;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells the orchestrator whether a row is published. It asks neither a database nor Kafka, so it answers while they do not;
 * what it says is as of a second ago.
 */
@RestController
class RowReportApi {
    private final SourceRelays relays;
    private final SourcesHealth health;
    private final Quarantines quarantines;

    RowReportApi(SourceRelays relays, SourcesHealth health, Quarantines quarantines) {
        this.relays = relays;
        this.health = health;
        this.quarantines = quarantines;
    }

    /** @param schema the schema of the outbox that the row is in */
    @GetMapping("/v1/relay/rows/{id}")
    RowReport report(@PathVariable String id, @RequestParam(defaultValue = "") String schema) {
        UUID row = RequestIds.parse(id)
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.BAD_REQUEST, "bad-request", "Bad request", "The id of a row is a UUID."));
        List<SourceRelay> all = relays.all();
        return new RowReport(
                all.stream()
                        .map(relay -> relay.publishStats().recent().find(row))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .map(RowReportApi::place)
                        .orElse(null),
                all.stream().map(this::quarantine).anyMatch(each -> each.isWaiting(row)),
                all.stream().map(this::quarantine).anyMatch(each -> each.isDiscarded(row)),
                all.stream().map(relay -> facts(relay, schema)).toList());
    }

    private Quarantine quarantine(SourceRelay relay) {
        return quarantines.of(relay.source().name());
    }

    private static PublishedTo place(RecentlyPublished.Place place) {
        return new PublishedTo(
                place.topic(), place.partition(), place.offset(), Instant.ofEpochMilli(place.atMillis()));
    }

    private SourceFacts facts(SourceRelay relay, String schema) {
        SourceStatus status = relay.status();
        SlotReading reading = relay.slotReading();
        UUID newest = relay.publishStats().newestBySchema().get(schema);
        String problem = health.problem(relay);
        return new SourceFacts(
                relay.source().name(),
                status.state(),
                problem.isEmpty() ? null : problem,
                status instanceof SourceStatus.Refused refused
                        ? refused.refusal().remedy()
                        : null,
                newest,
                newest == null ? savedTo(reading) : UuidV7.createdAt(newest),
                relay.source().slot(),
                reading != null && reading.slot().active(),
                reading == null ? 0 : reading.slot().lagBytes());
    }

    private static @Nullable Instant savedTo(@Nullable SlotReading reading) {
        return reading == null ? null : reading.slot().saved().publishedTo();
    }
}
