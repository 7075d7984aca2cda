package checkout.order.placement;

import checkout.messaging.MessageIds;
import checkout.order.orders.Order;
import checkout.order.orders.OrderView;
import checkout.order.placement.PlacementOutcome.Placed;
import checkout.order.placement.PlacementOutcome.Replayed;
import checkout.web.ProblemException;
import java.net.URI;
import java.security.Principal;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
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

/** {@code POST /v1/checkouts}: its 202 is a promise that the checkout ends, once, one way or the other. */
@RestController
class CheckoutPlacementApi {
    private static final String RETRY_AFTER_SECONDS = "1";

    private final CartPricing pricing;
    private final GroupCommit commit;
    private final KeysInFlight inFlight;
    private final RequestFingerprints fingerprints;
    private final Clock clock;

    CheckoutPlacementApi(
            CartPricing pricing,
            GroupCommit commit,
            KeysInFlight inFlight,
            RequestFingerprints fingerprints,
            Clock clock) {
        this.pricing = pricing;
        this.commit = commit;
        this.inFlight = inFlight;
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
        NewCheckout newCheckout = new NewCheckout(
                MessageIds.next(),
                storefront.getName(),
                key,
                fingerprints.of(request),
                pricing.price(request),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                traceparent);
        if (!inFlight.enter(newCheckout.storefront(), key)) {
            throw IdempotencyKeyProblems.inFlight();
        }
        try {
            return answer(newCheckout, outcome(newCheckout));
        } finally {
            inFlight.leave(newCheckout.storefront(), key);
        }
    }

    private PlacementOutcome outcome(NewCheckout newCheckout) {
        try {
            return commit.place(newCheckout).join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof TimeoutException
                    || failed.getCause() instanceof GroupCommit.TooManyWaiting) {
                throw new ProblemException(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "busy",
                                "Too busy for now",
                                "Send the same request with the same Idempotency-Key again in a second.")
                        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            }
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    private static ResponseEntity<OrderView> answer(NewCheckout newCheckout, PlacementOutcome outcome) {
        if (outcome instanceof Placed) {
            OrderView view = pending(newCheckout);
            return accepted(view).body(view);
        }
        if (outcome instanceof Replayed replayed) {
            OrderView first = firstAnswer(replayed.order());
            return accepted(first).header("Idempotent-Replayed", "true").body(first);
        }
        throw IdempotencyKeyProblems.reused();
    }

    private static ResponseEntity.BodyBuilder accepted(OrderView order) {
        return ResponseEntity.accepted()
                .location(URI.create("/v1/checkouts/" + order.checkoutId()))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }

    private static OrderView pending(NewCheckout newCheckout) {
        return OrderView.asPlaced(
                newCheckout.id(),
                newCheckout.cart().customerId(),
                newCheckout.cart().lines(),
                newCheckout.cart().total(),
                PaymentMethodNames.of(newCheckout.cart().payment()),
                newCheckout.at());
    }

    /** As it was told the first time, whatever became of the checkout since. */
    private static OrderView firstAnswer(Order order) {
        return OrderView.asPlaced(
                order.id(), order.customerId(), order.lines(), order.total(), order.paymentMethod(), order.placedAt());
    }
}
