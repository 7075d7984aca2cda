package checkout.order.webhook.delivery;

import checkout.order.request.ListPages;
import checkout.order.request.LongRequests;
import checkout.web.ProblemException;
import checkout.web.RequestIds;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /v1/webhook-deliveries} for the users of the service, and {@code /v1/webhooks/deliveries} for a storefront, which
 * sees its own.
 */
@RestController
class DeliveriesApi {
    private static final Logger log = LoggerFactory.getLogger(DeliveriesApi.class);

    private final Deliveries deliveries;
    private final DeliverySignal signal;
    private final LongRequests longRequests;

    DeliveriesApi(Deliveries deliveries, DeliverySignal signal, LongRequests longRequests) {
        this.deliveries = deliveries;
        this.signal = signal;
        this.longRequests = longRequests;
    }

    record Page(List<DeliveryView> deliveries, @Nullable String nextCursor) {}

    @GetMapping("/v1/webhook-deliveries")
    ResponseEntity<Page> list(
            DeliveryFilter.Params params,
            @RequestParam(required = false) @Nullable String storefront,
            @RequestParam(defaultValue = "50") int limit) {
        return page(params.validFor(storefront), limit);
    }

    @GetMapping("/v1/webhooks/deliveries")
    ResponseEntity<Page> listOwn(
            DeliveryFilter.Params params, @RequestParam(defaultValue = "50") int limit, Principal storefront) {
        DeliveryFilter filter = params.validFor(storefront.getName());
        return longRequests.list(storefront.getName(), () -> page(filter, limit));
    }

    private ResponseEntity<Page> page(DeliveryFilter filter, int limit) {
        ListPages.checkLimit(limit);
        DeliveryPage found = deliveries.page(filter, limit + 1);
        return ListPages.answer(
                found.deliveries(),
                limit,
                found.searchedTo(),
                Delivery::id,
                page -> page.stream().map(DeliveryView::of).toList(),
                Page::new);
    }

    @GetMapping("/v1/webhook-deliveries/{id}")
    DeliveryView show(@PathVariable String id) {
        return view(parseId(id), null);
    }

    @GetMapping("/v1/webhooks/deliveries/{id}")
    DeliveryView showOwn(@PathVariable String id, Principal storefront) {
        return view(parseId(id), storefront.getName());
    }

    private DeliveryView view(UUID id, @Nullable String storefront) {
        Delivery delivery = deliveries.find(id, storefront).orElseThrow(DeliveriesApi::unknown);
        return DeliveryView.of(delivery, deliveries.attempts(id));
    }

    @PostMapping("/v1/webhook-deliveries/{id}/redeliver")
    ResponseEntity<DeliveryView> redeliver(@PathVariable String id, Principal user) {
        UUID delivery = parseId(id);
        if (!deliveries.redeliver(delivery)) {
            throw unknown();
        }
        log.info("{} asked for webhook delivery {} again", user.getName(), delivery);
        signal.send();
        return ResponseEntity.accepted().body(view(delivery, null));
    }

    private static UUID parseId(String id) {
        return RequestIds.parse(id).orElseThrow(DeliveriesApi::unknown);
    }

    private static ProblemException unknown() {
        return new ProblemException(
                HttpStatus.NOT_FOUND,
                "unknown-webhook-delivery",
                "The webhook delivery does not exist",
                "Use a deliveryId from the list of deliveries; old ones are deleted.");
    }
}
