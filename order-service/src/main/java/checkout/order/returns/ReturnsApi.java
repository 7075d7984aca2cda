package checkout.order.returns;

import checkout.contracts.OrderLine;
import checkout.messaging.MessageIds;
import checkout.order.orders.CheckoutIds;
import checkout.order.orders.Orders;
import checkout.order.request.IdempotencyKeyProblems;
import checkout.order.request.IdempotentRequest;
import checkout.order.request.KeysInFlight;
import checkout.order.request.LongRequests;
import checkout.order.request.RequestFingerprints;
import checkout.order.returns.ReturnWriter.NewReturn;
import checkout.order.returns.ReturnWriter.Recorded;
import checkout.web.RequestIds;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /v1/checkouts/{id}/returns}: requests and shows the returns of a checkout.
 *
 * <p>Idempotency keys are scoped to the storefront, together with those of its checkouts: a key that was used for anything
 * else is refused. The returns of a checkout keep theirs as long as they exist, all other keys are forgotten after
 * {@code checkout.intake.keep-keys}.
 */
@RestController
@RequestMapping("/v1/checkouts/{id}/returns")
class ReturnsApi {
    private static final String RETRY_AFTER_SECONDS = "1";

    private final Orders orders;
    private final Returns returns;
    private final ReturnWriter writer;
    private final KeysInFlight keysInFlight;
    private final LongRequests longRequests;
    private final RequestFingerprints fingerprints;

    ReturnsApi(
            Orders orders,
            Returns returns,
            ReturnWriter writer,
            KeysInFlight keysInFlight,
            LongRequests longRequests,
            RequestFingerprints fingerprints) {
        this.orders = orders;
        this.returns = returns;
        this.writer = writer;
        this.keysInFlight = keysInFlight;
        this.longRequests = longRequests;
        this.fingerprints = fingerprints;
    }

    /** @param returns in the order in which they were requested */
    record ReturnList(List<ReturnView> returns) {}

    @PostMapping
    ResponseEntity<ReturnView> request(
            @PathVariable String id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            @RequestHeader(name = "traceparent", required = false) @Nullable String traceparent,
            @RequestBody ReturnRequest request,
            Principal storefront) {
        String key = IdempotencyKeyProblems.check(idempotencyKey);
        List<OrderLine> lines = request.validLines();
        NewReturn newReturn = new NewReturn(
                new IdempotentRequest(MessageIds.next(), storefront.getName(), key, fingerprints.of(request)),
                CheckoutIds.parse(id),
                lines,
                request.reason(),
                traceparent);
        return answer(keysInFlight.exclusively(
                storefront.getName(),
                key,
                () -> longRequests.lockingOrder(storefront.getName(), () -> writer.request(newReturn))));
    }

    @GetMapping
    ReturnList list(@PathVariable String id, Principal storefront) {
        return new ReturnList(returns.findByOrder(find(id, storefront)).stream()
                .map(ReturnView::of)
                .toList());
    }

    @GetMapping("/{returnId}")
    ReturnView read(@PathVariable String id, @PathVariable String returnId, Principal storefront) {
        UUID checkout = find(id, storefront);
        return RequestIds.parse(returnId)
                .flatMap(wanted -> returns.find(wanted, checkout))
                .map(ReturnView::of)
                .orElseThrow(ReturnProblems::unknown);
    }

    private UUID find(String id, Principal storefront) {
        return orders.find(CheckoutIds.parse(id), storefront.getName())
                .orElseThrow(CheckoutIds::unknown)
                .id();
    }

    /** A replay gets the first answer again, whatever has happened to the return since. */
    private static ResponseEntity<ReturnView> answer(Recorded recorded) {
        ReturnView view = ReturnView.asRequested(recorded.returned());
        ResponseEntity.BodyBuilder accepted = ResponseEntity.accepted()
                .location(URI.create("/v1/checkouts/%s/returns/%s".formatted(view.checkoutId(), view.returnId())))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        if (recorded.replayed()) {
            accepted.header("Idempotent-Replayed", "true");
        }
        return accepted.body(view);
    }
}
