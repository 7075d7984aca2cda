package checkout.lab.bench.baseline;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The rows that the services write besides their messages, one prepared statement for each. */
final class BaselineRows {

    private static final String FINGERPRINT = "0123456789abcdef".repeat(4);
    private static final long TOTAL = 1849;

    private final PreparedStatement claimKey;
    private final PreparedStatement placeOrder;
    private final PreparedStatement confirmOrder;
    private final PreparedStatement lockStock;
    private final PreparedStatement takeStock;
    private final PreparedStatement reserve;
    private final PreparedStatement lockReservation;
    private final PreparedStatement sellStock;
    private final PreparedStatement commitReservation;
    private final PreparedStatement lockAccount;
    private final PreparedStatement takeMoney;
    private final PreparedStatement pay;
    private final PreparedStatement lockPayment;
    private final PreparedStatement spendHold;
    private final PreparedStatement capture;
    private final PreparedStatement bookReserved;
    private final PreparedStatement bookSold;
    private final PreparedStatement bookHold;
    private final PreparedStatement bookCapture;
    private final PreparedStatement beginSaga;
    private final PreparedStatement lockSaga;
    private final PreparedStatement moveSaga;
    private final PreparedStatement endSaga;
    private final SampleCheckout sample;
    private final String[] products = {"", ""};
    private String account = "";

    BaselineRows(Connection connection, SampleCheckout sample) throws SQLException {
        this.sample = sample;
        claimKey = connection.prepareStatement("""
                insert into bench.idempotency_key (storefront, key, fingerprint, checkout_id) values ('storefront', ?, ?, ?)
                on conflict (storefront, key) do nothing
                """);
        placeOrder = connection.prepareStatement("""
                insert into bench.orders (id, storefront, customer_id, lines, total_minor, currency, payment_method, placed_at)
                values (?, 'storefront', ?, ?, ?, 'EUR', 'wallet', clock_timestamp())
                """);
        confirmOrder = connection.prepareStatement("""
                update bench.orders set status = 'CONFIRMED', finished_at = clock_timestamp()
                where id = ? and status = 'PENDING'
                """);
        lockStock = connection.prepareStatement("""
                select sku, on_hand - reserved from bench.stock where sku in (?, ?) order by sku for update
                """);
        takeStock = connection.prepareStatement("""
                update bench.stock set reserved = reserved + 1, version = version + 1 where sku in (?, ?)
                """);
        reserve = connection.prepareStatement("""
                insert into bench.reservation (checkout_id, status, lines) values (?, 'HELD', ?)
                on conflict (checkout_id) do nothing
                """);
        lockReservation = connection.prepareStatement("""
                select status, lines from bench.reservation where checkout_id = ? for update
                """);
        sellStock = connection.prepareStatement("""
                update bench.stock set on_hand = on_hand - 1, reserved = reserved - 1, version = version + 1
                where sku in (?, ?)
                """);
        commitReservation = connection.prepareStatement("""
                update bench.reservation set status = 'COMMITTED', decided_at = now() where checkout_id = ?
                """);
        lockAccount = connection.prepareStatement("""
                select currency, available from bench.account where id = ? for update
                """);
        takeMoney = connection.prepareStatement("""
                update bench.account set available = available - ? where id = ?
                """);
        pay = connection.prepareStatement("""
                with paid as (
                    insert into bench.payment (checkout_id, status, method, amount, currency, reference)
                    values (?, 'AUTHORIZED', 'WALLET', ?, 'EUR', ?) returning checkout_id, amount
                )
                insert into bench.hold (checkout_id, account_id, amount, status)
                select checkout_id, ?, amount, 'HELD' from paid
                """);
        lockPayment = connection.prepareStatement("""
                select payment.status, payment.amount, account_id
                from bench.payment left join bench.hold using (checkout_id) where checkout_id = ? for update of payment
                """);
        spendHold = connection.prepareStatement("""
                update bench.account set ledger = ledger - ? where id = ?
                """);
        capture = connection.prepareStatement("""
                with captured as (
                    update bench.payment set status = 'CAPTURED', updated_at = now() where checkout_id = ? returning checkout_id
                )
                update bench.hold set status = 'CAPTURED' from captured where hold.checkout_id = captured.checkout_id
                """);
        bookReserved = connection.prepareStatement("""
                insert into bench.stock_movement (sku, kind, on_hand, reserved, on_hand_after, reserved_after, checkout_id)
                select sku, 'RESERVE', 0, 1, on_hand, reserved, ? from bench.stock where sku in (?, ?)
                """);
        bookSold = connection.prepareStatement("""
                insert into bench.stock_movement (sku, kind, on_hand, reserved, on_hand_after, reserved_after, checkout_id)
                select sku, 'COMMIT', -1, -1, on_hand, reserved, ? from bench.stock where sku in (?, ?)
                """);
        bookHold = connection.prepareStatement("""
                insert into bench.ledger_transfer (kind, debit, credit, amount, currency, wallet, checkout_id)
                select 'HOLD_PLACED', 'wallet:' || id, 'held:' || id, ?, 'EUR', id, ? from (values (?)) as account (id)
                """);
        bookCapture = connection.prepareStatement("""
                insert into bench.ledger_transfer (kind, debit, credit, amount, currency, wallet, checkout_id)
                select 'HOLD_CAPTURED', 'held:' || id, 'settlement:EUR', ?, 'EUR', id, ? from (values (?)) as account (id)
                """);
        beginSaga = connection.prepareStatement("""
                insert into bench.saga (id, name, version, phase, step, attempt, attempts, deadline_at, state, timetable, data)
                values (?, 'checkout', 3, 'WAITING', 'reserve stock', 1, 4, now() + interval '15 s', ?, ?, ?)
                """);
        lockSaga = connection.prepareStatement("""
                select state, data, timetable from bench.saga where id = ? for update
                """);
        moveSaga = connection.prepareStatement("""
                update bench.saga set step = 'authorize payment', deadline_at = now() + interval '8 s', state = ?,
                                      timetable = ?, data = ?, moved_at = clock_timestamp()
                where id = ?
                """);
        endSaga = connection.prepareStatement("""
                update bench.saga set phase = 'COMPLETED', step = null, deadline_at = null, state = ?, timetable = ?,
                                      data = ?, moved_at = clock_timestamp()
                where id = ?
                """);
    }

    void claimKey(UUID id) throws SQLException {
        write(claimKey, UUID.randomUUID().toString(), FINGERPRINT, id);
    }

    void placeOrder(UUID id) throws SQLException {
        String customer = "bench-baseline-"
                + Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), Character.MAX_RADIX);
        write(placeOrder, id, customer, sample.lines(), TOTAL);
    }

    void confirmOrder(UUID id) throws SQLException {
        write(confirmOrder, id);
    }

    /** Reserves two different products, chosen at random. */
    void reserveStock(UUID id) throws SQLException {
        int first = ThreadLocalRandom.current().nextInt(BaselineSchema.PRODUCTS);
        products[0] = "SKU-" + first;
        products[1] = "SKU-" + (first + 1) % BaselineSchema.PRODUCTS;
        read(lockStock, products[0], products[1]);
        set(takeStock, (Object[]) products);
        if (takeStock.executeUpdate() != 2) {
            throw new IllegalStateException("the baseline's products are missing");
        }
        write(reserve, id, sample.lines());
        book(bookReserved, id);
    }

    /** Takes the products that were reserved last, which one connection does for one checkout at a time. */
    void commitStock(UUID id) throws SQLException {
        read(lockReservation, id);
        read(lockStock, products[0], products[1]);
        set(sellStock, (Object[]) products);
        if (sellStock.executeUpdate() != 2) {
            throw new IllegalStateException("the baseline's products are missing");
        }
        write(commitReservation, id);
        book(bookSold, id);
    }

    private void book(PreparedStatement movements, UUID id) throws SQLException {
        set(movements, id, products[0], products[1]);
        if (movements.executeUpdate() != 2) {
            throw new IllegalStateException("the baseline's movements are missing");
        }
    }

    void payFromWallet(UUID id) throws SQLException {
        account = "wallet-" + ThreadLocalRandom.current().nextInt(BaselineSchema.WALLETS);
        read(lockAccount, account);
        write(takeMoney, TOTAL, account);
        write(pay, id, TOTAL, "hold_" + id, account);
        write(bookHold, TOTAL, id, account);
    }

    /** Captures from the wallet that was paid from last. */
    void captureFromWallet(UUID id) throws SQLException {
        read(lockPayment, id);
        read(lockAccount, account);
        write(spendHold, TOTAL, account);
        write(capture, id);
        write(bookCapture, TOTAL, id, account);
    }

    void beginSaga(UUID id) throws SQLException {
        write(beginSaga, id, sample.sagaState(), sample.timetable(), sample.sagaData());
    }

    void lockSaga(UUID id) throws SQLException {
        read(lockSaga, id);
    }

    void moveSaga(UUID id) throws SQLException {
        write(moveSaga, sample.sagaState(), sample.timetable(), sample.sagaData(), id);
    }

    void endSaga(UUID id) throws SQLException {
        write(endSaga, sample.sagaState(), sample.timetable(), sample.sagaData(), id);
    }

    private static void write(PreparedStatement statement, Object... values) throws SQLException {
        set(statement, values);
        if (statement.executeUpdate() != 1) {
            throw new IllegalStateException("a statement of the baseline wrote no row: " + statement);
        }
    }

    private static void read(PreparedStatement statement, Object... values) throws SQLException {
        set(statement, values);
        try (ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new IllegalStateException("a statement of the baseline found no row: " + statement);
            }
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
