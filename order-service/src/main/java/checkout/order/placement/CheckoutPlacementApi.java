package checkout.order.placement;

import checkout.messaging.MessageIds;
import checkout.order.orders.Order;
import checkout.order.placement.PlacementOutcome.KeyReused;
import checkout.order.placement.PlacementOutcome.Placed;
import checkout.order.placement.PlacementOutcome.Replayed;
import checkout.order.request.IdempotencyKeyProblems;
import checkout.order.request.KeysInFlight;
import checkout.order.request.RequestFingerprints;
import checkout.order.view.OrderView;
import checkout.web.ProblemException;
import java.net.URI;
import java.security.Principal;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/checkouts}: after its 202 the checkout is committed and will end exactly once. */
@RestController
class CheckoutPlacementApi {
    private static final String RETRY_AFTER_SECONDS = "1";

    private final CartPricing pricing;
    private final GroupCommit groupCommit;
    private final KeysInFlight keysInFlight;
    private final RequestFingerprints fingerprints;
    private final Clock clock;

    CheckoutPlacementApi(
            CartPricing pricing,
            GroupCommit groupCommit,
            KeysInFlight keysInFlight,
            RequestFingerprints fingerprints,
            Clock clock) {
        this.pricing = pricing;
        this.groupCommit = groupCommit;
        this.keysInFlight = keysInFlight;
        this.fingerprints = fingerprints;
        this.clock = clock;
    }

    @PostMapping("/v1/checkouts")
    ResponseEntity<OrderView> place(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            @RequestHeader(name = "traceparent", required = false) @Nullable String traceparent,
            @RequestBody CheckoutRequest request,
            Principal storefront) {
        String key = IdempotencyKeyProblems.check(idempotencyKey);
        NewCheckout checkout = new NewCheckout(
                MessageIds.next(),
                storefront.getName(),
                key,
                fingerprints.of(request),
                pricing.price(request),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                traceparent);
        return keysInFlight.exclusively(checkout.storefront(), key, () -> answer(checkout, place(checkout)));
    }

    private PlacementOutcome place(NewCheckout checkout) {
        try {
            return groupCommit.place(checkout).join();
        } catch (CompletionException failed) {
            throw switch (Objects.requireNonNullElse(failed.getCause(), failed)) {
                case TimeoutException timeout -> busy();
                case GroupCommit.TooManyWaiting full -> busy();
                case RuntimeException cause -> cause;
                default -> failed;
            };
        }
    }

    private static ProblemException busy() {
        return new ProblemException(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "busy",
                        "The service is busy",
                        "Send the same request with the same Idempotency-Key again in a second.")
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }

    private static ResponseEntity<OrderView> answer(NewCheckout checkout, PlacementOutcome outcome) {
        return switch (outcome) {
            case Placed placed -> {
                OrderView view = pending(checkout);
                yield accepted(view).body(view);
            }
            case Replayed replayed -> {
                OrderView view = firstAnswer(replayed.order());
                yield accepted(view).header("Idempotent-Replayed", "true").body(view);
            }
            case KeyReused reused -> throw IdempotencyKeyProblems.reused();
        };
    }

    private static ResponseEntity.BodyBuilder accepted(OrderView order) {
        return ResponseEntity.accepted()
                .location(URI.create("/v1/checkouts/" + order.checkoutId()))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }

    private static OrderView pending(NewCheckout checkout) {
        return OrderView.asPlaced(
                checkout.id(),
                checkout.cart().customerId(),
                checkout.cart().lines(),
                checkout.cart().total(),
                checkout.cart().paymentMethod(),
                checkout.placedAt());
    }

    /** The answer to the first request, whatever has happened to the checkout since. */
    private static OrderView firstAnswer(Order order) {
        return OrderView.asPlaced(
                order.id(), order.customerId(), order.lines(), order.total(), order.paymentMethod(), order.placedAt());
    }
}
