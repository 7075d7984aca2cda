package checkout.relay.status;

import checkout.relay.publish.PublishStats;
import checkout.relay.slot.ReplicationSlotState;
import checkout.relay.work.LastError;
import checkout.relay.work.SourceRelay;
import checkout.relay.work.SourceRelays;
import checkout.relay.work.SourceStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** What monitoring sees of each source; a figure that cannot be had at the moment is not a number. */
@Component
class RelayMetrics implements MeterBinder {

    private static final String SOURCE = "source";
    private static final String BYTES = "bytes";
    private static final String SECONDS = "seconds";
    private static final double MILLIS = 1000;

    private final List<SourceRelay> relays;

    RelayMetrics(SourceRelays relays) {
        this.relays = relays.all();
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        relays.forEach(relay -> bind(relay, meters));
    }

    private static void bind(SourceRelay relay, MeterRegistry meters) {
        String name = relay.source().name();
        FunctionCounter.builder("checkout.relay.published", relay.traffic(), PublishStats::count)
                .description("Rows that Kafka has acknowledged")
                .tag(SOURCE, name)
                .register(meters);
        FunctionTimer.builder(
                        "checkout.relay.publishing",
                        relay.traffic(),
                        PublishStats::count,
                        PublishStats::latencyMillis,
                        TimeUnit.MILLISECONDS)
                .description("From the making of a row to Kafka's acknowledgement")
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
        gauge("oldest.unpublished", SECONDS, "Age of the oldest row that is not in Kafka", relay, RelayMetrics::oldest)
                .register(meters);
        gauge(
                        "kafka.silence",
                        SECONDS,
                        "How long Kafka has been owing an acknowledgement",
                        relay,
                        RelayMetrics::silence)
                .register(meters);
        gauge(
                        "last.error",
                        SECONDS,
                        "When something last kept the source from being published, in the Unix epoch",
                        relay,
                        RelayMetrics::lastError)
                .register(meters);
        for (Class<?> sourceStatus : SourceStatus.class.getPermittedSubclasses()) {
            gauge(
                            "standing",
                            "",
                            "1 for how the source stands in this process, 0 for how it does not",
                            relay,
                            each -> sourceStatus.isInstance(each.standing()) ? 1 : 0)
                    .tag("state", sourceStatus.getSimpleName().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
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
            ReplicationSlotState slot = relay.slotState();
            return slot == null ? Double.NaN : value.applyAsLong(slot);
        };
    }

    private static double oldest(SourceRelay relay) {
        try {
            return OldestUnpublishedRow.of(relay)
                    .map(RelayStatus.Unpublished::ageSeconds)
                    .orElse(0.0);
        } catch (DataAccessException unknown) {
            return Double.NaN;
        }
    }

    private static double silence(SourceRelay relay) {
        return relay.waitingForKafka().toMillis() / MILLIS;
    }

    private static double lastError(SourceRelay relay) {
        LastError last = relay.lastError();
        return last == null ? Double.NaN : last.at().toEpochMilli() / MILLIS;
    }
}
