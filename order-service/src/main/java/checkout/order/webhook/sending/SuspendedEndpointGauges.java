package checkout.order.webhook.sending;

import checkout.messaging.metrics.GaugeSource;
import checkout.order.webhook.endpoint.EndpointStatus;
import checkout.order.webhook.endpoint.Endpoints;
import java.util.List;
import org.springframework.stereotype.Component;

/** How many webhook endpoints are suspended. */
@Component
class SuspendedEndpointGauges implements GaugeSource {
    private static final Gauge SUSPENDED =
            new Gauge("checkout.webhooks.suspended", null, "Webhook endpoints that are suspended");

    private final Endpoints endpoints;

    SuspendedEndpointGauges(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    @Override
    public String name() {
        return "webhook-endpoints";
    }

    @Override
    public List<Reading> read() {
        return List.of(SUSPENDED.is(endpoints.count(EndpointStatus.SUSPENDED)));
    }
}
