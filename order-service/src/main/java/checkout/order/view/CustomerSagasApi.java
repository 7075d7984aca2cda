package checkout.order.view;

import checkout.web.ProblemException;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /v1/customer-sagas}: the ids of a customer's newest orders at all storefronts and of their returns, which are
 * those of their sagas. The orchestrator asks for them when an operator looks for a customer.
 */
@RestController
class CustomerSagasApi {
    private static final int MAX_ORDERS = 500;
    private static final int MAX_LENGTH = 200;

    private final JdbcTemplate jdbc;

    CustomerSagasApi(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param complete whether the customer has no older orders */
    record CustomerSagas(List<UUID> sagaIds, boolean complete) {}

    @GetMapping("/v1/customer-sagas")
    CustomerSagas of(@RequestParam String customerId) {
        if (customerId.isBlank() || customerId.length() > MAX_LENGTH || customerId.indexOf('\0') >= 0) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "invalid-request",
                    "The request is not valid",
                    "'customerId' must be the id of a customer of 1 to %d characters.".formatted(MAX_LENGTH));
        }
        List<UUID> newest = jdbc.queryForList("""
                select o.id
                from storefront s
                cross join lateral (
                    select id from orders where customer_id = ? and storefront = s.id order by id desc limit ?
                ) o
                order by o.id desc
                limit ?
                """, UUID.class, customerId, MAX_ORDERS + 1, MAX_ORDERS + 1);
        List<UUID> orders = newest.subList(0, Math.min(MAX_ORDERS, newest.size()));
        return new CustomerSagas(withReturns(orders), newest.size() <= MAX_ORDERS);
    }

    private List<UUID> withReturns(List<UUID> orders) {
        return jdbc.queryForList("""
                select id from unnest(?::uuid[]) as id
                union all
                select id from order_return where order_id = any (?::uuid[])
                """, UUID.class, (Object) ids(orders), ids(orders));
    }

    private static String[] ids(List<UUID> orders) {
        return orders.stream().map(UUID::toString).toArray(String[]::new);
    }
}
