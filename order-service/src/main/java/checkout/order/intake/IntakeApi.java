package checkout.order.intake;

import checkout.messaging.MessageIds;
import checkout.order.intake.Outcome.Placed;
import checkout.order.intake.Outcome.Replayed;
import checkout.order.orders.Order;
import checkout.order.orders.OrderView;
import checkout.web.Problem;
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
class IntakeApi {
    private static final String RETRY_AFTER_SECONDS = "1";

    private final Pricing pricing;
    private final SharedCommit commit;
    private final KeysInFlight inFlight;
    private final Fingerprints fingerprints;
    private final Clock clock;

    IntakeApi(Pricing pricing, SharedCommit commit, KeysInFlight inFlight, Fingerprints fingerprints, Clock clock) {
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
        String key = IdempotencyKeys.check(idempotencyKey);
        Placement placement = new Placement(
                MessageIds.next(),
                storefront.getName(),
                key,
                fingerprints.of(request),
                pricing.price(request),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                traceparent);
        if (!inFlight.enter(placement.storefront(), key)) {
            throw IdempotencyKeys.inFlight();
        }
        try {
            return answer(placement, outcome(placement));
        } finally {
            inFlight.leave(placement.storefront(), key);
        }
    }

    private Outcome outcome(Placement placement) {
        try {
            return commit.place(placement).join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof TimeoutException
                    || failed.getCause() instanceof SharedCommit.TooManyWaiting) {
                throw new Problem(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "busy",
                                "Too busy for now",
                                "Send the same request with the same Idempotency-Key again in a second.")
                        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            }
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    private static ResponseEntity<OrderView> answer(Placement placement, Outcome outcome) {
        if (outcome instanceof Placed) {
            OrderView view = pending(placement);
            return accepted(view).body(view);
        }
        if (outcome instanceof Replayed replayed) {
            OrderView first = firstAnswer(replayed.order());
            return accepted(first).header("Idempotent-Replayed", "true").body(first);
        }
        throw IdempotencyKeys.reused();
    }

    private static ResponseEntity.BodyBuilder accepted(OrderView order) {
        return ResponseEntity.accepted()
                .location(URI.create("/v1/checkouts/" + order.checkoutId()))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }

    private static OrderView pending(Placement placement) {
        return OrderView.asPlaced(
                placement.id(),
                placement.cart().customerId(),
                placement.cart().lines(),
                placement.cart().total(),
                PaymentNames.of(placement.cart().payment()),
                placement.at());
    }

    /** As it was told the first time, whatever became of the checkout since. */
    private static OrderView firstAnswer(Order order) {
        return OrderView.asPlaced(
                order.id(), order.customerId(), order.lines(), order.total(), order.paymentMethod(), order.placedAt());
    }
}
