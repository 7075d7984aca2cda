package checkout.saga.runtime.overview;

import checkout.messaging.gauge.GaugeValue;
import checkout.saga.runtime.peer.Indicator;
import java.util.List;

/** What operators should know about a service besides its consumers. An application declares a bean of this type for the services that it knows. */
@FunctionalInterface
public interface ServiceIndicators {
    /** What the gauges of a service mean; empty for a service that is not known. */
    List<Indicator> of(String service, List<GaugeValue> gauges);
}
