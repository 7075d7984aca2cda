package checkout.relay.status;

import checkout.relay.publish.PublishStats;
import checkout.relay.quarantine.Quarantine;
import checkout.relay.quarantine.Quarantines;
import checkout.relay.slot.ReplicationSlotState;
import checkout.relay.source.LastRelayError;
import checkout.relay.source.SlotReading;
import checkout.relay.source.SourceRelay;
import checkout.relay.source.SourceRelays;
import checkout.relay.source.SourceStatus;
import checkout.relay.status.RelayStatus.Unpublished;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/** The meters of each source. A value that is not available at the moment is reported as NaN. */
@Component
class RelayMetrics implements MeterBinder {

    private static final String SOURCE = "source";
    private static final String BYTES = "bytes";
    private static final String SECONDS = "seconds";
    private static final double MILLIS = 1000;
    private static final Duration MAX_AGE = Duration.ofSeconds(10);

    private final List<SourceRelay> relays;
    private final UnpublishedRows unpublishedRows;
    private final Quarantines quarantines;

    RelayMetrics(SourceRelays relays, UnpublishedRows unpublishedRows, Quarantines quarantines) {
        this.relays = relays.all();
        this.unpublishedRows = unpublishedRows;
        this.quarantines = quarantines;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        relays.forEach(relay -> bind(relay, meters));
        relays.forEach(relay -> bindQuarantine(relay.source().name(), meters));
    }

    private void bind(SourceRelay relay, MeterRegistry meters) {
        String name = relay.source().name();
        FunctionCounter.builder("checkout.relay.published", relay.publishStats(), PublishStats::published)
                .description("Rows that Kafka has acknowledged")
                .tag(SOURCE, name)
                .register(meters);
        FunctionTimer.builder(
                        "checkout.relay.publishing",
                        relay.publishStats(),
                        PublishStats::published,
                        PublishStats::totalLatencyMillis,
                        TimeUnit.MILLISECONDS)
                .description("From the creation of a row to its acknowledgement by Kafka")
                .tag(SOURCE, name)
                .register(meters);
        gauge("lag", BYTES, "Log that is not confirmed to the slot yet", relay, ofSlot(ReplicationSlotState::lagBytes))
                .register(meters);
        gauge(
                        "retained",
                        BYTES,
                        "Log that the slot keeps the server from removing",
                        relay,
                        ofSlot(ReplicationSlotState::retainedBytes))
                .register(meters);
        gauge("oldest.unpublished", SECONDS, "Age of the oldest row that is not in Kafka", relay, this::oldestAge)
                .register(meters);
        gauge(
                        "kafka.silence",
                        SECONDS,
                        "How long the oldest unacknowledged batch has been waiting for Kafka",
                        relay,
                        RelayMetrics::silence)
                .register(meters);
        gauge(
                        "last.error",
                        SECONDS,
                        "When an error last kept the source from being published, in seconds of the Unix epoch",
                        relay,
                        RelayMetrics::lastError)
                .register(meters);
        for (SourceStatus.State state : SourceStatus.State.values()) {
            gauge(
                            "standing",
                            "",
                            "1 for the state that the source is in, 0 for the others",
                            relay,
                            each -> each.status().state() == state ? 1 : 0)
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
    }

    private void bindQuarantine(String source, MeterRegistry meters) {
        Gauge.builder("checkout.relay.quarantined.rows", quarantines.of(source), RelayMetrics::quarantinedRows)
                .description("Rows that Kafka refused for good and that wait for an operator")
                .tag(SOURCE, source)
                .register(meters);
    }

    private static double quarantinedRows(Quarantine quarantine) {
        OptionalLong rows = quarantine.openRows();
        return rows.isPresent() ? rows.getAsLong() : Double.NaN;
    }

    private static Gauge.Builder<SourceRelay> gauge(
            String name, String unit, String description, SourceRelay relay, ToDoubleFunction<SourceRelay> value) {
        return Gauge.builder("checkout.relay." + name, relay, value)
                .description(description)
                .baseUnit(unit.isEmpty() ? null : unit)
                .tag(SOURCE, relay.source().name());
    }

    private static ToDoubleFunction<SourceRelay> ofSlot(ToLongFunction<ReplicationSlotState> value) {
        return relay -> {
            SlotReading reading = relay.slotReading();
            return reading == null || reading.age().compareTo(MAX_AGE) > 0
                    ? Double.NaN
                    : value.applyAsLong(reading.slot());
        };
    }

    /** Who stands by leaves this to the leader, which knows what it has published and not saved yet. */
    private double oldestAge(SourceRelay relay) {
        if (relay.status().state() == SourceStatus.State.STANDBY) {
            return Double.NaN;
        }
        return switch (unpublishedRows.soon(relay)) {
            case UnpublishedRows.Answer.Known(Optional<Unpublished> oldest) ->
                oldest.map(Unpublished::ageSeconds).orElse(0.0);
            case UnpublishedRows.Answer.Unknown ignored -> Double.NaN;
        };
    }

    private static double silence(SourceRelay relay) {
        return relay.unacknowledgedFor().toMillis() / MILLIS;
    }

    private static double lastError(SourceRelay relay) {
        LastRelayError last = relay.lastError();
        return last == null ? Double.NaN : last.at().toEpochMilli() / MILLIS;
    }
}
