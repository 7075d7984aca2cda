package checkout.order.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import checkout.contracts.OrderLine;
import checkout.messaging.MessageIds;
import checkout.order.RunningOrderService;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Fails if a cart is deleted too early, never, or while its checkout may still give it back; or if carts have no limit. */
class CartRetentionTest extends RunningOrderService {
    /** Longer than the service keeps carts, so that its own job leaves the carts of these tests alone. */
    private static final Duration KEEP = Duration.ofDays(15);

    @Autowired
    private Carts carts;

    @Autowired
    private JdbcTemplate database;

    @Autowired
    private TransactionTemplate transaction;

    private final String storefront = "retention " + UUID.randomUUID();

    @Test
    void deletesWhatNobodyHasChanged() {
        cart("old", "31 days");
        cart("recent", "29 days");
        await().until(() -> ids().equals(List.of("recent")));
    }

    @Test
    void keepsACartWhoseCheckoutIsPending() {
        cart("pending", "20 days");
        cart("old", "20 days");
        UUID order = order();
        database.update("update cart set checkout_id = ? where storefront = ? and id = 'pending'", order, storefront);
        carts.deleteUnchangedFor(KEEP, 1_000);
        assertThat(ids()).containsExactly("pending");
        database.update("update orders set status = 'CONFIRMED', finished_at = now() where id = ?", order);
        carts.deleteUnchangedFor(KEEP, 1_000);
        assertThat(ids()).isEmpty();
    }

    @Test
    void leavesToAnotherInstanceWhatItIsDeleting() {
        cart("one", "20 days");
        cart("two", "20 days");
        transaction.executeWithoutResult(status -> {
            database.queryForList("select from cart where storefront = ? and id = 'one' for update", storefront);
            CompletableFuture.runAsync(() -> carts.deleteUnchangedFor(KEEP, 1_000))
                    .orTimeout(1, TimeUnit.SECONDS)
                    .join();
            assertThat(ids()).containsExactly("one");
        });
        carts.deleteUnchangedFor(KEEP, 1_000);
        assertThat(ids()).isEmpty();
    }

    @Test
    void deletesInBatches() {
        // older than the carts of the other tests
        cart("one", "29 days 20 hours");
        cart("two", "29 days 10 hours");
        carts.deleteUnchangedFor(KEEP, 1);
        assertThat(ids()).containsExactly("two");
    }

    @Test
    void findsStorefrontsThatHaveAsManyAsTheyMay() {
        CartRetention retention = new CartRetention(carts, new CartSettings(Duration.ofDays(30), 2));
        cart("one", "1 day");
        retention.run();
        assertThat(retention.isFull(storefront)).isFalse();
        cart("two", "1 day");
        retention.run();
        assertThat(retention.isFull(storefront)).isTrue();
        Cart one = carts.find(storefront, "one").orElseThrow();
        assertThat(carts.delete(one)).isTrue();
        retention.run();
        assertThat(retention.isFull(storefront)).isFalse();
    }

    @Test
    void countsAlthoughNothingCanBeDeleted(@Autowired Environment environment) {
        CartRetention retention = new CartRetention(carts, new CartSettings(Duration.ofDays(30), 1));
        cart("one", "1 day");
        JdbcTemplate owner = new JdbcTemplate(new DriverManagerDataSource(
                environment.getRequiredProperty("spring.datasource.url"),
                environment.getRequiredProperty("spring.flyway.user"),
                environment.getRequiredProperty("spring.flyway.password")));
        String service = environment.getRequiredProperty("spring.datasource.username");
        owner.execute("revoke delete on cart from " + service);
        try {
            retention.run();
        } finally {
            owner.execute("grant delete on cart to " + service);
        }
        assertThat(retention.isFull(storefront)).isTrue();
    }

    @Test
    void refusesSettingsThatDeleteEverything() {
        assertThatThrownBy(() -> new CartSettings(Duration.ofSeconds(59), 1)).hasMessageContaining("PT1M");
        assertThatThrownBy(() -> new CartSettings(Duration.ofDays(1), 0)).hasMessageContaining("at least 1");
    }

    private void cart(String id, String age) {
        assertThat(carts.create(storefront, id, List.of(new OrderLine("TEA-001", 1))))
                .isPresent();
        database.update(
                "update cart set changed_at = now() - ?::interval where storefront = ? and id = ?",
                age,
                storefront,
                id);
    }

    private UUID order() {
        UUID id = MessageIds.next();
        database.update("""
                insert into orders (id, storefront, customer_id, lines, total_minor, currency, payment_method, placed_at)
                values (?, ?, 'c', '[]', 1, 'EUR', 'card', now())
                """, id, storefront);
        return id;
    }

    private List<String> ids() {
        return database.queryForList("select id from cart where storefront = ? order by id", String.class, storefront);
    }
}
