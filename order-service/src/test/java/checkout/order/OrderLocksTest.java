package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.MessageIds;
import checkout.messaging.sql.RoundTrip;
import checkout.order.orders.Order;
import checkout.order.orders.OrderDecision;
import checkout.order.orders.OrderLinesJson;
import checkout.order.orders.OrderStatus;
import checkout.order.orders.Orders;
import checkout.order.request.IdempotencyKeys;
import checkout.order.request.IdempotentRequest;
import checkout.order.returns.ReturnDecision;
import checkout.order.returns.ReturnStatus;
import checkout.order.returns.Returns;
import checkout.testinfra.TestServers;
import checkout.testinfra.TwoSessions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import tools.jackson.databind.json.JsonMapper;

/** Fails if two instances decide on the same order or return at the same time, or both use the same idempotency key. */
@SpringJUnitConfig
class OrderLocksTest {
    @Configuration(proxyBeanMethods = false)
    @Import({Orders.class, OrderLinesJson.class, Returns.class, IdempotencyKeys.class})
    static class Database {
        @Bean
        TwoSessions sessions() {
            return new TwoSessions(TestServers.database("orders")
                    .migrate("classpath:db/messaging", "classpath:db/migration")
                    .service());
        }

        @Bean
        JdbcTemplate jdbc(TwoSessions sessions) {
            return sessions.jdbc();
        }

        @Bean
        JsonMapper json() {
            return JsonMapper.builder().build();
        }
    }

    @Autowired
    private TwoSessions sessions;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private Orders orders;

    @Autowired
    private Returns returns;

    @Autowired
    private IdempotencyKeys keys;

    private final UUID order = MessageIds.next();

    @BeforeEach
    void insertAnOrderWithAReturn() {
        jdbc.update("""
                insert into orders (id, storefront, customer_id, lines, total_minor, currency, payment_method, placed_at)
                values (?, 'one', 'c-1', '[]', 999, 'EUR', 'wallet', now())
                """, order);
        jdbc.update("""
                insert into order_return (id, order_id, idempotency_key, fingerprint, refund_minor, currency, requested_at,
                                          requested_event)
                values (?, ?, 'k', 'f', 999, 'EUR', now(), 1)
                """, order, order);
    }

    @Test
    void aRequestReadsAnOrderAfterTheOneThatHasItLocked() {
        Optional<Order> found = sessions.secondWaits(
                () -> {
                    orders.lock(order, "one");
                    orders.requestCancel(order);
                },
                () -> orders.lock(order, "one"));

        assertThat(found)
                .hasValueSatisfying(read -> assertThat(read.cancelRequested()).isTrue());
    }

    @Test
    void aCommandReadsAnOrderAfterTheOneThatHasItLocked() {
        Map<UUID, OrderDecision> found = sessions.secondWaits(
                () -> {
                    locked(orders::lock);
                    jdbc.update("update orders set status = 'CONFIRMED', finished_at = now() where id = ?", order);
                },
                () -> locked(orders::lock));

        assertThat(found.get(order).status()).isEqualTo(OrderStatus.CONFIRMED);
    }

    @Test
    void aReturnIsReadAfterTheOneThatHasItLocked() {
        Map<UUID, ReturnDecision> found = sessions.secondWaits(
                () -> {
                    locked(returns::lock);
                    jdbc.update(
                            "update order_return set status = 'ACCEPTED', finished_at = now(), finished_event = 2"
                                    + " where id = ?",
                            order);
                },
                () -> locked(returns::lock));

        assertThat(found.get(order).status()).isEqualTo(ReturnStatus.ACCEPTED);
    }

    @Test
    void aKeyIsClaimedOnce() {
        String key = UUID.randomUUID().toString();
        IdempotentRequest first = new IdempotentRequest(MessageIds.next(), "one", key, "fingerprint");
        IdempotentRequest second = new IdempotentRequest(MessageIds.next(), "one", key, "fingerprint");

        Optional<Instant> claimed = sessions.secondWaits(() -> keys.claim(first), () -> keys.claim(second));

        assertThat(claimed).isEmpty();
        assertThat(keys.find("one", key))
                .hasValueSatisfying(used -> assertThat(used.id()).isEqualTo(first.id()));
    }

    @Test
    void anOldKeyThatIsBeingDeletedIsPassedOver() {
        for (int second = 0; second < 2; second++) {
            jdbc.update(
                    "insert into idempotency_key (storefront, key, fingerprint, checkout_id, claimed_at)"
                            + " values ('old', ?, 'f', uuidv7(), to_timestamp(?))",
                    UUID.randomUUID().toString(),
                    second);
        }
        Duration age = Duration.ofDays(1);

        int deleted = sessions.secondGoesOn(() -> keys.deleteOlderThan(age, 1), () -> keys.deleteOlderThan(age, 10));

        assertThat(deleted).isEqualTo(1);
        assertThat(keys.deleteOlderThan(age, 10)).isZero();
    }

    private <T> Map<UUID, T> locked(BiFunction<Collection<UUID>, RoundTrip, Supplier<Map<UUID, T>>> lock) {
        RoundTrip trip = new RoundTrip(jdbc);
        Supplier<Map<UUID, T>> found = lock.apply(List.of(order), trip);
        trip.execute();
        return found.get();
    }
}
