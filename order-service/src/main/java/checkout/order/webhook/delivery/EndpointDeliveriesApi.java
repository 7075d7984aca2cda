package checkout.order.webhook.delivery;

import checkout.order.request.ListPages;
import checkout.order.webhook.endpoint.Endpoint;
import checkout.order.webhook.endpoint.EndpointPage;
import checkout.order.webhook.endpoint.EndpointProblems;
import checkout.order.webhook.endpoint.EndpointView;
import checkout.order.webhook.endpoint.Endpoints;
import checkout.web.ProblemException;
import java.security.Principal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Actions on an endpoint that concern its deliveries, and the endpoints of a storefront as the storefront sees them. */
@RestController
class EndpointDeliveriesApi {
    private static final Logger log = LoggerFactory.getLogger(EndpointDeliveriesApi.class);

    /** A year that PostgreSQL knows. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final Endpoints endpoints;
    private final Deliveries deliveries;
    private final DeliverySignal signal;

    EndpointDeliveriesApi(Endpoints endpoints, Deliveries deliveries, DeliverySignal signal) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.signal = signal;
    }

    record TestDelivery(UUID deliveryId) {}

    /** @param since the earliest time of the events whose failed deliveries are wanted again */
    record RedeliverRequest(@Nullable String since) {
        Instant validSince() {
            try {
                Instant time = Instant.parse(since == null ? "" : since);
                if (!time.isBefore(Instant.EPOCH) && !time.isAfter(LATEST)) {
                    return time;
                }
            } catch (DateTimeParseException notATime) {
                throw invalidSince();
            }
            throw invalidSince();
        }

        private static ProblemException invalidSince() {
            return ListPages.invalid("'since' must be a time such as 2026-01-31T12:00:00Z.");
        }
    }

    record Redelivered(int redelivered) {}

    @GetMapping("/v1/webhooks/endpoints")
    ResponseEntity<EndpointPage> listOwn(
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            Principal storefront) {
        return EndpointPage.of(endpoints, storefront.getName(), limit, cursor);
    }

    /** Resumes the endpoint; what became due in the meantime is sent, each delivery with its whole time for retries. */
    @PostMapping("/v1/webhook-endpoints/{id}/resume")
    EndpointView resume(@PathVariable String id, Principal user) {
        Endpoint endpoint = existing(id);
        // before it is resumed: the time for retries of what is taken meanwhile would be over
        int restarted = deliveries.restartPending(endpoint.id());
        Endpoint resumed = endpoints.resume(endpoint.id()).orElseThrow(EndpointProblems::unknown);
        log.info(
                "{} resumed webhook endpoint {}; {} deliveries that were attempted before are attempted again",
                user.getName(),
                resumed.id(),
                restarted);
        signal.send();
        return EndpointView.of(resumed);
    }

    @PostMapping("/v1/webhook-endpoints/{id}/test")
    ResponseEntity<TestDelivery> test(@PathVariable String id, Principal user) {
        Endpoint endpoint = existing(id);
        UUID test = deliveries
                .insertTest(endpoint.id())
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.CONFLICT,
                        "webhook-endpoint-suspended",
                        "The webhook endpoint is suspended",
                        "Resume the endpoint first; nothing is sent to it while it is suspended."));
        log.info("{} asked for a test of webhook endpoint {}", user.getName(), endpoint.id());
        signal.send();
        return ResponseEntity.accepted().body(new TestDelivery(test));
    }

    @PostMapping("/v1/webhook-endpoints/{id}/redeliver")
    ResponseEntity<Redelivered> redeliver(
            @PathVariable String id, @RequestBody RedeliverRequest request, Principal user) {
        Instant since = request.validSince();
        Endpoint endpoint = existing(id);
        int redelivered = deliveries.redeliverFailed(endpoint.id(), since);
        log.info(
                "{} asked again for {} failed deliveries of webhook endpoint {} since {}",
                user.getName(),
                redelivered,
                endpoint.id(),
                since);
        signal.send();
        return ResponseEntity.accepted().body(new Redelivered(redelivered));
    }

    private Endpoint existing(String id) {
        return endpoints.find(EndpointProblems.parseId(id)).orElseThrow(EndpointProblems::unknown);
    }
}
