package checkout.order.placement;

import checkout.messaging.MessageIds;
import checkout.order.cart.CartVersion;
import checkout.order.cart.api.CartLookup;
import checkout.order.orders.Order;
import checkout.order.placement.PlacementOutcome.CartContended;
import checkout.order.placement.PlacementOutcome.KeyInFlight;
import checkout.order.placement.PlacementOutcome.KeyReused;
import checkout.order.placement.PlacementOutcome.NotPlaced;
import checkout.order.placement.PlacementOutcome.Placed;
import checkout.order.placement.PlacementOutcome.Replayed;
import checkout.order.placement.PlacementOutcome.Unknown;
import checkout.order.pricing.CartPricing;
import checkout.order.pricing.CartPricing.PricedCart;
import checkout.order.pricing.CheckoutRequest;
import checkout.order.request.IdempotencyKeyProblems;
import checkout.order.request.IdempotentRequest;
import checkout.order.request.KeysInFlight;
import checkout.order.request.KeysInFlight.Hold;
import checkout.order.request.RequestFingerprints;
import checkout.order.request.RequestedLines;
import checkout.order.view.OrderView;
import checkout.web.ProblemException;
import java.net.URI;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/checkouts}: after its 202 the checkout is committed and will end exactly once. */
@RestController
class CheckoutPlacementApi {
    private static final String RETRY_AFTER_SECONDS = "1";
    private static final int MAX_ATTEMPTS = 5;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final CartLookup carts;
    private final CartPricing pricing;
    private final GroupCommit groupCommit;
    private final KeysInFlight keysInFlight;
    private final RequestFingerprints fingerprints;
    private final EarlierCheckoutLookup earlierRequests;

    CheckoutPlacementApi(
            CartLookup carts,
            CartPricing pricing,
            GroupCommit groupCommit,
            KeysInFlight keysInFlight,
            RequestFingerprints fingerprints,
            EarlierCheckoutLookup earlierRequests) {
        this.carts = carts;
        this.pricing = pricing;
        this.groupCommit = groupCommit;
        this.keysInFlight = keysInFlight;
        this.fingerprints = fingerprints;
        this.earlierRequests = earlierRequests;
    }

    @PostMapping("/v1/checkouts")
    ResponseEntity<OrderView> place(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            @RequestHeader(name = "traceparent", required = false) @Nullable String traceparent,
            @RequestBody CheckoutRequest request,
            Principal storefront) {
        String key = IdempotencyKeyProblems.check(idempotencyKey);
        RequestedLines.checkCount(request.lines(), "invalid-checkout", "The checkout is not valid");
        return keysInFlight.exclusively(
                storefront.getName(), key, hold -> place(storefront.getName(), key, request, traceparent, hold));
    }

    /** A cart that is contended is read again: then it has changed, or is checked out, or it was only locked. */
    private ResponseEntity<OrderView> place(
            String storefront, String key, CheckoutRequest request, @Nullable String traceparent, Hold hold) {
        IdempotentRequest identified =
                new IdempotentRequest(MessageIds.next(), storefront, key, fingerprints.of(request));
        for (int attempt = 1; ; attempt++) {
            NewCheckout checkout;
            try {
                checkout = priced(identified, request, traceparent);
            } catch (ProblemException refused) {
                // catalogue and cart may have changed since the request was placed, and its first answer still holds
                return earlierRequests
                        .find(identified)
                        .map(CheckoutPlacementApi::replayed)
                        .orElseThrow(() -> refused);
            }
            PlacementOutcome outcome = place(checkout, hold);
            if (!(outcome instanceof CartContended) || attempt == MAX_ATTEMPTS) {
                return answer(checkout, outcome);
            }
            pause();
        }
    }

    private NewCheckout priced(IdempotentRequest identified, CheckoutRequest request, @Nullable String traceparent) {
        PricedCart cart = pricing.price(carts.withLines(identified.storefront(), request));
        return new NewCheckout(
                identified, cart, CartVersion.named(identified.storefront(), request.cart()), traceparent);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw PlacementProblems.notPlaced(NotPlaced.Cause.STOPPING);
        }
    }

    /** A transaction may go on after the answer that its outcome is unknown, and has the key until it has ended. */
    private PlacementOutcome place(NewCheckout checkout, Hold hold) {
        WaitingCheckout waiting = groupCommit.submit(checkout);
        try {
            return waiting.outcome().join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        } finally {
            hold.until(waiting.end());
        }
    }

    private static ResponseEntity<OrderView> answer(NewCheckout checkout, PlacementOutcome outcome) {
        return switch (outcome) {
            case Placed placed -> {
                OrderView view = pending(checkout, placed.placedAt());
                yield accepted(view).body(view);
            }
            case Replayed replayed -> replayed(replayed.order());
            case KeyReused reused -> throw IdempotencyKeyProblems.reused();
            case KeyInFlight inFlight -> throw IdempotencyKeyProblems.inFlight();
            case CartContended contended -> throw PlacementProblems.cartContended();
            case NotPlaced notPlaced -> throw PlacementProblems.notPlaced(notPlaced.cause());
            case Unknown unknown -> throw PlacementProblems.unknown();
        };
    }

    /** The answer to the first request, whatever has happened to the checkout since. */
    private static ResponseEntity<OrderView> replayed(Order order) {
        OrderView view = OrderView.asPlaced(
                order.id(), order.customerId(), order.lines(), order.total(), order.paymentMethod(), order.placedAt());
        return accepted(view).header("Idempotent-Replayed", "true").body(view);
    }

    private static ResponseEntity.BodyBuilder accepted(OrderView order) {
        return ResponseEntity.accepted()
                .location(URI.create("/v1/checkouts/" + order.checkoutId()))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }

    private static OrderView pending(NewCheckout checkout, Instant placedAt) {
        return OrderView.asPlaced(
                checkout.id(),
                checkout.cart().customerId(),
                checkout.cart().lines(),
                checkout.cart().total(),
                checkout.cart().paymentMethod(),
                placedAt);
    }
}
