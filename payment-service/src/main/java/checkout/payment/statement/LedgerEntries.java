package checkout.payment.statement;

import checkout.contracts.Money;
import checkout.payment.ledger.AccountType;
import checkout.payment.ledger.TransferKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Reads the entries of the ledger, newest first, and sums them up. */
@Repository
class LedgerEntries {
    private static final String SELECT_ENTRIES =
            "select id, kind, debit, credit, amount, currency, checkout_id, return_id, booked_at from ledger_transfer ";

    private final JdbcTemplate jdbc;

    LedgerEntries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A transfer, which is an entry of two accounts. */
    record Entry(
            long id,
            TransferKind kind,
            String debit,
            String credit,
            Money amount,
            @Nullable UUID checkoutId,
            @Nullable UUID returnId,
            Instant bookedAt) {}

    List<Entry> ofCheckout(UUID checkoutId, long below, int limit) {
        return jdbc.query(
                SELECT_ENTRIES + "where checkout_id = ? and id < ? order by id desc limit ?",
                LedgerEntries::entry,
                checkoutId,
                below,
                limit);
    }

    List<Entry> ofAccount(LedgerAccount account, long below, int limit) {
        return jdbc.query(
                SELECT_ENTRIES + "where " + rowsOf(account.type())
                        + " and ? in (debit, credit) and id < ? order by id desc limit ?",
                LedgerEntries::entry,
                account.owner(),
                account.name(),
                below,
                limit);
    }

    /** The balances of an account, one at most, or of none if it has no entries. */
    List<Balance> balances(LedgerAccount account) {
        return jdbc.query(
                "select ? as account, currency, sum(case when credit = ? then amount else -amount end)"
                        + " from ledger_transfer where " + rowsOf(account.type())
                        + " and ? in (debit, credit) group by currency",
                LedgerEntries::balance,
                account.name(),
                account.name(),
                account.owner(),
                account.name());
    }

    /** The balances of the shop's accounts. */
    List<Balance> balancesOfTheShop() {
        return jdbc.query("""
                select account, currency, sum(amount) from ledger_entry
                where not starts_with(account, 'wallet:') and not starts_with(account, 'held:')
                group by account, currency order by account
                """, LedgerEntries::balance);
    }

    /**
     * A condition for the rows in which an account of the type can occur; its parameter is the owner. An index serves all of
     * them but that of SETTLEMENT, which is true for most of the ledger.
     */
    private static String rowsOf(AccountType type) {
        return switch (type) {
            case WALLET, HELD -> "wallet = ?";
            case PROVIDER -> "wallet is null and currency = ?";
            case FUNDING -> "funding is not null and currency = ?";
            case SETTLEMENT -> "currency = ?";
        };
    }

    /** @param balance what the account was credited minus what it was debited */
    record Balance(String account, AccountBalance balance) {}

    private static Balance balance(ResultSet row, int number) throws SQLException {
        return new Balance(row.getString(1), AccountBalance.of(integer(row.getBigDecimal(3)), row.getString(2)));
    }

    static BigInteger integer(BigDecimal minorUnits) {
        return minorUnits.toBigIntegerExact();
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(
                row.getLong("id"),
                TransferKind.valueOf(row.getString("kind")),
                row.getString("debit"),
                row.getString("credit"),
                new Money(row.getLong("amount"), row.getString("currency")),
                row.getObject("checkout_id", UUID.class),
                row.getObject("return_id", UUID.class),
                row.getObject("booked_at", OffsetDateTime.class).toInstant());
    }
}
