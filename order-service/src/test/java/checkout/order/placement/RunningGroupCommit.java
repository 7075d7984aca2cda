package checkout.order.placement;

import static org.awaitility.Awaitility.await;

import checkout.contracts.Money;
import checkout.contracts.OrderLine;
import checkout.contracts.PaymentMethod;
import checkout.messaging.MessageIds;
import checkout.order.RunningOrderService;
import checkout.order.pricing.CartPricing.PricedCart;
import checkout.order.request.IdempotentRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Places checkouts without HTTP, with a gate before which the database holds up their transactions. */
abstract class RunningGroupCommit extends RunningOrderService {
    @Autowired
    private CheckoutWriter checkoutWriter;

    @Autowired
    DataSource dataSource;

    @Autowired
    JdbcTemplate database;

    CheckoutWriter writer() {
        return checkoutWriter;
    }

    GroupCommit commit(int maxBatch, Duration timeout) {
        return commit(checkoutWriter, maxBatch, timeout);
    }

    static GroupCommit commit(CheckoutWriter writer, int maxBatch, Duration timeout) {
        return new GroupCommit(writer, new CheckoutWriterSettings(1, maxBatch, 5000, timeout, Duration.ofDays(2)));
    }

    /** A transaction that lets no other insert an order; its rollback opens the gate. */
    Connection closedGate() throws SQLException {
        Connection connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        try (Statement lock = connection.createStatement()) {
            lock.execute("lock table orders in share mode");
        }
        return connection;
    }

    /** Returns when a transaction waits before the gate. */
    void awaitBlocked() {
        await().until(() -> Boolean.TRUE.equals(database.queryForObject(
                "select exists (select from pg_locks where relation = 'orders'::regclass and not granted)",
                Boolean.class)));
    }

    NewCheckout checkout() {
        return checkout("c-1");
    }

    NewCheckout checkout(String customer) {
        return checkout(MessageIds.next(), UUID.randomUUID().toString(), customer);
    }

    /** As an instance would make it whose clock is off by this. */
    NewCheckout checkoutAt(Duration offset) {
        long millis = System.currentTimeMillis() + offset.toMillis();
        UUID now = MessageIds.next();
        UUID id = new UUID((millis << 16) | (now.getMostSignificantBits() & 0xffff), now.getLeastSignificantBits());
        // of a storefront of its own, whose list of checkouts it heads until that time comes
        return new NewCheckout(
                new IdempotentRequest(id, "clocks", UUID.randomUUID().toString(), "fingerprint"),
                checkout().cart(),
                null);
    }

    /** The same request once more. */
    NewCheckout repeated(NewCheckout checkout) {
        return checkout(
                MessageIds.next(), checkout.request().key(), checkout.cart().customerId());
    }

    private static NewCheckout checkout(UUID id, String key, String customer) {
        PricedCart cart = new PricedCart(
                customer,
                List.of(new OrderLine("TEA-001", 1)),
                List.of(999L),
                new Money(999, "EUR"),
                new PaymentMethod.Wallet("acc-rich"));
        return new NewCheckout(new IdempotentRequest(id, "one", key, "fingerprint"), cart, null);
    }

    List<UUID> ordersOf(NewCheckout... checkouts) {
        return ordersOf(Arrays.stream(checkouts).map(NewCheckout::id).toList());
    }

    /** Those of the ids that are orders, each with its key and its event. */
    List<UUID> ordersOf(Collection<UUID> ids) {
        return database.queryForList("""
                select o.id from orders o
                join idempotency_key k on k.checkout_id = o.id
                join outbox m on m.id = o.id and m.type = 'orders.OrderPlaced.v1'
                where o.id = any (?)
                """, UUID.class, (Object) ids.toArray(UUID[]::new));
    }
}
