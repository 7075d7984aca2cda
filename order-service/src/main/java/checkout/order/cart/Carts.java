package checkout.order.cart;

import checkout.contracts.OrderLine;
import checkout.messaging.sql.Columns;
import checkout.messaging.sql.RoundTrip;
import checkout.order.orders.OrderLinesJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * The {@code cart} table. Every change is one statement with its condition, so no lock on a cart outlives a statement, and
 * a cart is never read in one and changed in another without its version being compared again.
 */
@Repository
public class Carts {
    /** No checkout has the cart. A rejected checkout gives it back, and an order that is rejected stays so. */
    private static final String IS_OPEN = """
            (cart.checkout_id is null
             or exists (select from orders o where o.id = cart.checkout_id and o.status = 'REJECTED'))""";

    private final JdbcTemplate jdbc;
    private final OrderLinesJson linesJson;

    Carts(JdbcTemplate jdbc, OrderLinesJson linesJson) {
        this.jdbc = jdbc;
        this.linesJson = linesJson;
    }

    public Optional<Cart> find(String storefront, String id) {
        return jdbc.query("""
                        select storefront, id, version, lines, changed_at,
                               case when not %s then checkout_id end as checkout_id
                        from cart where storefront = ? and id = ?
                        """.formatted(IS_OPEN), this::cart, storefront, id).stream()
                .findFirst();
    }

    /** The new cart; empty if the storefront has one of this id. */
    public Optional<Cart> create(String storefront, String id, List<OrderLine> lines) {
        return jdbc
                .query(
                        "insert into cart (storefront, id, lines) values (?, ?, ?) on conflict do nothing returning *",
                        this::cart,
                        storefront,
                        id,
                        linesJson.write(lines))
                .stream()
                .findFirst();
    }

    /** The cart with these lines and its next version; empty if it is no longer as given, or checked out. */
    public Optional<Cart> replaceLines(Cart cart, List<OrderLine> lines) {
        return jdbc
                .query(
                        """
                        update cart
                        set lines = ?, version = nextval('cart_version'), checkout_id = null, changed_at = now()
                        where storefront = ? and id = ? and version = ? and %s
                        returning *
                        """.formatted(IS_OPEN),
                        this::cart,
                        linesJson.write(lines),
                        cart.storefront(),
                        cart.id(),
                        cart.version())
                .stream()
                .findFirst();
    }

    /** False if the cart is no longer as given, or checked out. */
    public boolean delete(Cart cart) {
        return jdbc.update(
                        "delete from cart where storefront = ? and id = ? and version = ? and %s".formatted(IS_OPEN),
                        cart.storefront(),
                        cart.id(),
                        cart.version())
                == 1;
    }

    /**
     * Gives each cart, no two of them the same, to its checkout if it is open and still of that version, and returns the
     * checkouts that got theirs. A cart that another transaction has locked is left out instead of waited for, because
     * other checkouts share the transaction.
     */
    public Supplier<Set<UUID>> checkOut(Collection<CartCheckout> checkouts, RoundTrip writing) {
        return writing.query(
                """
                with open_cart as (
                    select cart.storefront, cart.id, named.checkout_id
                    from unnest(?::text[], ?::text[], ?::bigint[], ?::uuid[])
                             as named (storefront, id, version, checkout_id)
                    join cart on cart.storefront = named.storefront and cart.id = named.id
                                 and cart.version = named.version
                    where %s
                    for update of cart skip locked
                )
                update cart set checkout_id = open_cart.checkout_id, changed_at = now()
                from open_cart
                where cart.storefront = open_cart.storefront and cart.id = open_cart.id
                returning cart.checkout_id
                """.formatted(IS_OPEN),
                Columns.of(checkouts)
                        .text(checkout -> checkout.cart().storefront())
                        .text(checkout -> checkout.cart().id())
                        .bigint(checkout -> checkout.cart().version())
                        .uuid(CartCheckout::checkoutId),
                rows -> {
                    Set<UUID> given = new HashSet<>();
                    while (rows.next()) {
                        given.add(rows.getObject(1, UUID.class));
                    }
                    return given;
                });
    }

    /**
     * Deletes up to {@code limit} carts that were not changed for this long, but none that another instance is deleting,
     * and none whose checkout may still give it back. They are chosen once: a subquery could be executed for each cart, and
     * would then choose others each time.
     */
    int deleteUnchangedFor(Duration age, int limit) {
        return jdbc.update("""
                with expired as materialized (
                    select storefront, id from cart
                    where changed_at < now() - ?::interval
                      and not exists (select from orders o where o.id = cart.checkout_id and o.status = 'PENDING')
                    order by changed_at
                    limit ?
                    for update skip locked
                )
                delete from cart using expired where cart.storefront = expired.storefront and cart.id = expired.id
                """, age.toMillis() + " milliseconds", limit);
    }

    /** The storefronts that have carts, each found in the index without reading the carts of another. */
    List<String> storefronts() {
        return jdbc.queryForList("""
                with recursive found (storefront) as (
                    select min(storefront) from cart
                    union all
                    select (select min(storefront) from cart where cart.storefront > found.storefront)
                    from found where found.storefront is not null
                )
                select storefront from found where storefront is not null
                """, String.class);
    }

    /** Whether the storefront has at least this many carts; no more are counted. */
    boolean hasAtLeast(String storefront, long carts) {
        return !jdbc.queryForList(
                        "select 1 from cart where storefront = ? offset ? limit 1",
                        Integer.class,
                        storefront,
                        Math.max(0, carts - 1))
                .isEmpty();
    }

    private Cart cart(ResultSet row, int rowNumber) throws SQLException {
        return new Cart(
                row.getString("storefront"),
                row.getString("id"),
                row.getLong("version"),
                linesJson.read(row.getString("lines")),
                row.getObject("checkout_id", UUID.class),
                row.getTimestamp("changed_at").toInstant());
    }
}
