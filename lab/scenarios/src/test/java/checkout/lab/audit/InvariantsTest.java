package checkout.lab.audit;

import static checkout.lab.audit.ServiceTables.REJECTED;
import static checkout.lab.audit.ServiceTables.RETURN;
import static checkout.lab.audit.ServiceTables.V1;
import static checkout.lab.audit.ServiceTables.V2;
import static checkout.lab.audit.ServiceTables.V3;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.database.SqlQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fails if an invariant cannot be broken, or counts as broken when everything adds up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvariantsTest {
    private Connection database;

    @BeforeAll
    void fill() throws SQLException {
        database = ServiceTables.withCheckoutsThatAddUp();
    }

    @AfterEach
    void repair() throws SQLException {
        database.rollback();
    }

    @AfterAll
    void disconnect() throws SQLException {
        database.close();
    }

    /** A change that breaks an invariant. */
    private record Break(String invariant, String sql) {
        @Override
        public String toString() {
            return invariant + ": " + sql;
        }
    }

    static List<Break> breaks() {
        return List.of(
                new Break("no more stock is reserved than is on hand", """
                        alter table inventory.stock drop constraint nothing_oversold;
                        update inventory.stock set on_hand = 3
                        """),
                new Break(
                        "reserved stock is the sum of the reservations without what was returned",
                        "update inventory.stock set reserved = reserved + 1"),
                new Break(
                        "a wallet's ledger balance is its available balance plus its holds",
                        "update payments.account set available = available - 1"),
                new Break("a confirmed order has a payment", payment(V1, "VOIDED")),
                new Break("a confirmed order has a payment", payment(V3, "DECLINED', detail = 'no")),
                new Break(
                        "a confirmed order is paid in full",
                        "update payments.payment set amount = 1999 where checkout_id = '%s'".formatted(V3)),
                new Break("an order costs what its lines cost", unitPrices(V3, "[999]")),
                new Break("an order costs what its lines cost", unitPrices(V3, "[]")),
                new Break("an order has the prices of the catalogue", unitPrices(V3, "[999]")),
                new Break(
                        "an order has the prices of the catalogue",
                        unitPrices(V3, "[1000]") + "; update orders.orders set currency = 'USD'"),
                new Break("a confirmed order has its stock reserved or sold", reservation(V1, "RELEASED")),
                new Break("a confirmed order has its stock reserved or sold", reservation(V3, "RELEASED")),
                new Break("what is reserved or sold is what was ordered", """
                        update inventory.reservation set lines = '[{"sku":"TEA","quantity":1}]'
                        where checkout_id = '%s'
                        """.formatted(V3)),
                new Break(
                        "nothing is captured for an order that is rejected or does not exist",
                        payment(REJECTED, "CAPTURED")),
                new Break(
                        "nothing is captured for an order that is rejected or does not exist",
                        "delete from orders.orders where id = '%s'".formatted(V2)),
                new Break(
                        "nothing is sold for an order that is rejected or does not exist",
                        reservation(REJECTED, "COMMITTED")),
                new Break(
                        "nothing is sold for an order that is rejected or does not exist",
                        "delete from orders.order_return_line; delete from orders.order_return; delete from orders.orders where id = '%s'"
                                .formatted(V3)),
                new Break("a confirmed order is charged", payment(V3, "AUTHORIZED")),
                new Break("a confirmed order is charged", payment(V2, "AUTHORIZED")),
                new Break("a confirmed order is charged", payment(V1, "CAPTURED")),
                new Break("the items of a confirmed order have left the stock", reservation(V3, "HELD")),
                new Break("the items of a confirmed order have left the stock", reservation(V2, "COMMITTED")),
                new Break("a rejected order has no stock reserved", reservation(REJECTED, "HELD")),
                new Break("a rejected order is not paid", payment(REJECTED, "AUTHORIZED")),
                new Break("a rejected order is not paid", payment(REJECTED, "CAPTURED")),
                new Break(
                        "a rejected order holds no money of a wallet",
                        "update payments.hold set status = 'CAPTURED' where checkout_id = '%s'".formatted(REJECTED)),
                new Break(
                        "every order has ended",
                        "update orders.orders set status = 'PENDING', finished_at = null where id = '%s'"
                                .formatted(V3)),
                new Break("every saga has ended", saga(V3, "STUCK")),
                new Break("an order and its saga agree on the outcome", saga(V3, "COMPENSATED")),
                new Break("no more is returned than was bought", "update orders.order_return_line set quantity = 3"),
                new Break(
                        "a return is worth what its lines cost",
                        unitPrices(V3, "[1000]") + "; update orders.order_return set refund_minor = 999"),
                new Break(
                        "a return is worth what its lines cost",
                        unitPrices(V3, "[1000]") + "; update orders.order_return_line set sku = 'CUP'"),
                new Break(
                        "what came back into stock is what was returned",
                        "update inventory.restock set lines = '[{\"sku\":\"TEA\",\"quantity\":2}]'"),
                new Break("what came back into stock is what was returned", "delete from orders.order_return_line"),
                new Break("a payment counts exactly its refunds", "update payments.payment set refunded = 999"),
                new Break("every return has ended and agrees with its saga", saga(RETURN, "COMPENSATED")),
                new Break(
                        "an accepted return is refunded and restocked, once and in full; a refused one is neither",
                        "delete from inventory.restock"),
                new Break(
                        "the balances of a wallet are the sums of its ledger entries",
                        "update payments.account set available = available - 1, ledger = ledger - 1"),
                new Break(
                        "the balances of all accounts of a currency add up to zero",
                        "update payments.account set ledger = ledger + 1"),
                new Break(
                        "what a checkout holds of a wallet is what its ledger entries say",
                        "update payments.hold set amount = 1999 where checkout_id = '%s'".formatted(V1)),
                new Break(
                        "a payment has taken what its ledger entries say, and nothing unless it is captured",
                        payment(V3, "AUTHORIZED")),
                new Break(
                        "a payment has taken what its ledger entries say, and nothing unless it is captured",
                        "delete from payments.ledger_transfer where kind = 'HOLD_CAPTURED'"),
                new Break(
                        "the card provider owes what was captured by card and not given back",
                        "delete from payments.ledger_transfer where kind = 'CARD_CAPTURED'"),
                new Break(
                        "a refund in the ledger is one that was paid, of the same amount",
                        "update payments.refund set amount = 999"),
                new Break("stock is the sum of its movements", "update inventory.stock set on_hand = on_hand + 1"),
                new Break(
                        "each movement states the stock after it",
                        "update inventory.stock_movement set reserved_after = reserved_after - 1 where kind = 'RESTOCK'"),
                new Break(
                        "at no time was stock negative or oversold",
                        "update inventory.stock_movement set on_hand = 3 where kind = 'COUNT'"),
                new Break(
                        "a reservation has moved what its status says",
                        "delete from inventory.stock_movement where kind = 'COMMIT'"),
                new Break("a reservation has moved what its status says", reservation(V3, "HELD")),
                new Break(
                        "a reservation has moved what its status says",
                        "delete from inventory.reservation where checkout_id = '%s'".formatted(V2)),
                new Break("a reservation has moved what its status says", """
                        update inventory.reservation set lines = '[{"sku":"TEA","quantity":1},{"sku":"CUP","quantity":1}]'
                        where checkout_id = '%s'
                        """.formatted(V1)),
                new Break(
                        "a restock has moved as many of each product as came back",
                        "update inventory.stock_movement set sku = 'CUP' where kind = 'RESTOCK'"),
                new Break(
                        "a restock has moved as many of each product as came back",
                        "update inventory.stock_movement set on_hand = 2 where kind = 'RESTOCK'"),
                new Break(
                        "a checkout holds and moves money of the wallet that it names, and of no other",
                        "update payments.hold set account_id = 'w-2' where checkout_id = '%s'".formatted(V3)),
                new Break(
                        "a checkout holds and moves money of the wallet that it names, and of no other",
                        "update payments.ledger_transfer set wallet = 'w-2', credit = 'wallet:w-2' where kind = 'WALLET_REFUNDED'"),
                new Break(
                        "a checkout holds and moves money of the wallet that it names, and of no other",
                        "update sagas.saga set data = '{\"payment\":{\"method\":\"card\"}}' where id = '%s'"
                                .formatted(V1)),
                new Break("no saga has recorded an anomaly that no operator has settled", """
                        insert into sagas.finding (saga_id, finding, state, input)
                        values ('%s', 'strange', '{}', '{}')
                        """.formatted(V3)));
    }

    @Test
    void everyInvariantHoldsWhenEverythingAddsUp() throws SQLException {
        assertThat(broken(InvariantAudit.INVARIANTS)).isEmpty();
    }

    @Test
    void anOrderWithTheRightUnitPricesCostsWhatItsLinesCost() throws SQLException {
        execute(unitPrices(V3, "[1000]"));
        assertThat(broken(InvariantAudit.INVARIANTS)).isEmpty();
    }

    @Test
    void anOrderMayHaveThePriceOfBeforeTheChange() throws SQLException {
        execute(unitPrices(V3, "[1000]"));
        execute("update orders.product set price_minor = 1100, version = 2, changed_at = now() - interval '1 minute'");
        assertThat(broken(InvariantAudit.INVARIANTS)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void aBrokenRowIsFound(Break change) throws SQLException {
        execute(change.sql());
        assertThat(broken(InvariantAudit.INVARIANTS)).contains(change.invariant());
    }

    @Test
    void everyInvariantCanBeBroken() {
        Set<String> shown = new HashSet<>();
        breaks().forEach(change -> shown.add(change.invariant()));
        assertThat(InvariantAudit.INVARIANTS)
                .extracting(Invariant::name)
                .as("add a change to breaks() for each of these")
                .allSatisfy(name -> assertThat(shown).contains(name));
    }

    @Test
    void whatAnOperatorHasSettledIsTheOperatorsWord() throws SQLException {
        for (String sql : Stream.of(
                        payment(REJECTED, "CAPTURED"),
                        reservation(REJECTED, "COMMITTED"),
                        resolved(REJECTED, "COMPENSATED"),
                        payment(V3, "AUTHORIZED"),
                        reservation(V3, "RELEASED"),
                        resolved(V3, "COMPLETED"))
                .toList()) {
            execute(sql);
        }
        assertThat(broken(List.of(Invariants.ALL, SettlementInvariants.ALL).stream()
                        .flatMap(List::stream)
                        .toList()))
                .as("the books of money and stock stay what they are")
                .isEmpty();
    }

    @Test
    void anOperatorsWordMustBeTheOrdersEnd() throws SQLException {
        execute(resolved(V3, "COMPENSATED"));
        assertThat(broken(InvariantAudit.INVARIANTS)).containsExactly("an order and its saga agree on the outcome");
    }

    private static String payment(String checkout, String status) {
        return "update payments.payment set status = '%s' where checkout_id = '%s'".formatted(status, checkout);
    }

    private static String reservation(String checkout, String status) {
        return "update inventory.reservation set status = '%s' where checkout_id = '%s'".formatted(status, checkout);
    }

    private static String unitPrices(String order, String prices) {
        return "update orders.orders set unit_prices = '%s' where id = '%s'".formatted(prices, order);
    }

    private static String saga(String id, String phase) {
        return "update sagas.saga set phase = '%s' where id = '%s'".formatted(phase, id);
    }

    private static String resolved(String id, String outcome) {
        return "update sagas.saga set phase = 'RESOLVED', resolved_as = '%s' where id = '%s'".formatted(outcome, id);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            // without the triggers and foreign keys that refuse such a change
            statement.execute("set local session_replication_role = replica");
            statement.execute(sql);
        }
    }

    /** The names of the invariants that do not hold. */
    private List<String> broken(List<Invariant> invariants) throws SQLException {
        List<String> names = new ArrayList<>();
        for (Invariant invariant : invariants) {
            if (!SqlQuery.counterExamples(database, invariant.counterExamples()).isEmpty()) {
                names.add(invariant.name());
            }
        }
        return names;
    }
}
