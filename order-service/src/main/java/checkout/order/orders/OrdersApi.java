package checkout.order.orders;

import checkout.web.PageCursor;
import checkout.web.ProblemException;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Reads and cancels a storefront's checkouts. */
@RestController
@RequestMapping("/v1/checkouts")
class OrdersApi {
    private static final int MOST = 200;

    private final Orders orders;
    private final Cancellation cancellation;
    private final CancellationWaiters cancellationWaiters;

    OrdersApi(Orders orders, Cancellation cancellation, CancellationWaiters cancellationWaiters) {
        this.orders = orders;
        this.cancellation = cancellation;
        this.cancellationWaiters = cancellationWaiters;
    }

    record Page(List<OrderView> checkouts, @Nullable String nextCursor) {}

    @GetMapping("/{id}")
    OrderView read(@PathVariable String id, Principal storefront) {
        return OrderView.of(
                orders.find(CheckoutIdParser.read(id), storefront.getName()).orElseThrow(CheckoutIdParser::unknown));
    }

    @GetMapping
    ResponseEntity<Page> list(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String customerId,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            Principal storefront) {
        if (limit < 1 || limit > MOST) {
            throw invalid("'limit' has to be from 1 to %d.".formatted(MOST));
        }
        if (status != null
                && Arrays.stream(OrderStatus.values())
                        .noneMatch(known -> known.name().equals(status))) {
            throw invalid("'status' has to be one of %s.".formatted(Arrays.toString(OrderStatus.values())));
        }
        if (customerId != null && (customerId.isEmpty() || customerId.indexOf('\0') >= 0)) {
            throw invalid("'customerId' has to be a customer's id, or left out.");
        }
        UUID below = PageCursor.read(cursor);
        // one more than asked for tells whether there is a next page
        List<Order> found = orders.page(new OrderFilter(storefront.getName(), status, customerId, below), limit + 1);
        List<Order> page = found.subList(0, Math.min(limit, found.size()));
        if (found.size() <= limit) {
            return ResponseEntity.ok(new Page(views(page), null));
        }
        String next = PageCursor.after(page.get(limit - 1).id());
        String link = ServletUriComponentsBuilder.fromCurrentRequest()
                .replaceQueryParam("cursor", next)
                .build()
                .toUriString();
        return ResponseEntity.ok()
                .header(HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(link))
                .body(new Page(views(page), next));
    }

    @PostMapping("/{id}/cancel")
    CompletableFuture<ResponseEntity<OrderView>> cancel(@PathVariable String id, Principal storefront) {
        Order order = cancellation.request(CheckoutIdParser.read(id), storefront.getName());
        return cancellationWaiters.on(order).thenApply(ruled -> ResponseEntity.accepted()
                .body(OrderView.of(Cancellation.unlessTooLate(ruled))));
    }

    private static List<OrderView> views(List<Order> orders) {
        return orders.stream().map(OrderView::of).toList();
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(
                HttpStatus.BAD_REQUEST, "invalid-request", "The request is not what is expected", detail);
    }
}
