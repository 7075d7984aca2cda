package checkout.messaging.gauge;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/** Tells the orchestrator what this service's gauges say. It reads fields in memory, so it answers while database and Kafka do not. */
@WebEndpoint(id = "gauges")
final class GaugesEndpoint {
    private final MeterRegistry meters;

    GaugesEndpoint(MeterRegistry meters) {
        this.meters = meters;
    }

    @ReadOperation
    GaugeReport report() {
        return new GaugeReport(GaugeValue.of(meters));
    }

    /** The answer. */
    record GaugeReport(List<GaugeValue> gauges) {}
}
