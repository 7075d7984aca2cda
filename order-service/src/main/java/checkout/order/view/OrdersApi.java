package checkout.order.view;

import checkout.order.orders.CheckoutIds;
import checkout.order.orders.Order;
import checkout.order.orders.OrderFilter;
import checkout.order.orders.OrderPage;
import checkout.order.orders.OrderStatus;
import checkout.order.orders.Orders;
import checkout.order.request.ListPages;
import checkout.order.request.LongRequests;
import checkout.order.returns.OrderReturn;
import checkout.order.returns.Returns;
import checkout.web.PageCursor;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/checkouts}: shows and lists the checkouts of a storefront. */
@RestController
@RequestMapping("/v1/checkouts")
class OrdersApi {
    private final Orders orders;
    private final Returns returns;
    private final LongRequests longRequests;

    OrdersApi(Orders orders, Returns returns, LongRequests longRequests) {
        this.orders = orders;
        this.returns = returns;
        this.longRequests = longRequests;
    }

    record Page(List<OrderView> checkouts, @Nullable String nextCursor) {}

    @GetMapping("/{id}")
    OrderView read(@PathVariable String id, Principal storefront) {
        Order order = orders.find(CheckoutIds.parse(id), storefront.getName()).orElseThrow(CheckoutIds::unknown);
        return views(List.of(order)).getFirst();
    }

    @GetMapping
    ResponseEntity<Page> list(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String customerId,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            Principal storefront) {
        check(status, customerId, limit);
        OrderFilter filter = new OrderFilter(storefront.getName(), status, customerId, PageCursor.read(cursor));
        return longRequests.list(storefront.getName(), () -> page(filter, limit));
    }

    private ResponseEntity<Page> page(OrderFilter filter, int limit) {
        // one row more than the limit shows whether there is a next page
        OrderPage found = orders.page(filter, limit + 1);
        return ListPages.answer(found.orders(), limit, found.searchedTo(), Order::id, this::views, Page::new);
    }

    private static void check(@Nullable String status, @Nullable String customerId, int limit) {
        ListPages.checkLimit(limit);
        if (status != null
                && Arrays.stream(OrderStatus.values())
                        .noneMatch(known -> known.name().equals(status))) {
            throw ListPages.invalid("'status' must be one of %s.".formatted(Arrays.toString(OrderStatus.values())));
        }
        if (customerId != null && (customerId.isEmpty() || customerId.indexOf('\0') >= 0)) {
            throw ListPages.invalid("'customerId' must be the id of a customer.");
        }
    }

    /** One query for the returns of all the orders, and none if no order can have any. */
    private List<OrderView> views(List<Order> orders) {
        List<UUID> confirmed = orders.stream()
                .filter(order -> order.status() == OrderStatus.CONFIRMED)
                .map(Order::id)
                .toList();
        Map<UUID, List<OrderReturn>> byOrder = returns.findLatest(confirmed, OrderView.MAX_RETURNS + 1);
        return orders.stream()
                .map(order -> OrderView.of(order, byOrder.getOrDefault(order.id(), List.of())))
                .toList();
    }
}
