package checkout.payment.statement;

import checkout.payment.ledger.AccountType;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Recomputes balances from the entries and compares them with what is recorded: the balances of the wallets, and what the
 * payments say of the shop's accounts. It changes nothing. Each comparison is one statement, so what is booked meanwhile
 * makes no difference.
 */
@Repository
class LedgerVerification {
    private static final Logger log = LoggerFactory.getLogger(LedgerVerification.class);

    private final JdbcTemplate jdbc;

    LedgerVerification(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** An account whose recorded balance is not the sum of its entries. */
    record Difference(String account, AccountBalance recorded, AccountBalance entries) {}

    /**
     * A part of the accounts.
     *
     * @param lastWallet the wallet that the next part begins after; null if this is the last part
     */
    record Part(
            int checked,
            List<Difference> differences,
            @Nullable String lastWallet) {}

    /** Compares the next wallets, and in the first part the shop's accounts too. */
    Part verify(@Nullable String afterWallet, int wallets) {
        List<Compared> compared = new ArrayList<>(afterWallet == null ? shop() : List.of());
        List<ComparedWallet> page = wallets(afterWallet == null ? "" : afterWallet, wallets);
        page.forEach(wallet -> compared.addAll(wallet.accounts()));
        List<Difference> differences = compared.stream()
                .filter(each -> !each.recorded().equals(each.entries()))
                .map(Compared::difference)
                .toList();
        differences.forEach(difference -> log.error(
                "The balance of {} is recorded as {}, but the sum of its entries is {}",
                difference.account(),
                difference.recorded(),
                difference.entries()));
        return new Part(
                compared.size(),
                differences,
                page.size() < wallets ? null : page.getLast().id());
    }

    private record Compared(String account, String currency, BigInteger recorded, BigInteger entries) {
        Difference difference() {
            return new Difference(account, AccountBalance.of(recorded, currency), AccountBalance.of(entries, currency));
        }
    }

    private record ComparedWallet(String id, List<Compared> accounts) {}

    private List<ComparedWallet> wallets(String after, int limit) {
        return jdbc.query("""
                with page as materialized (
                    select id, currency, available, ledger - available as held
                    from account where id > ? order by id limit ?
                )
                select id, currency, page.available, booked.available, page.held, booked.held
                from page cross join lateral (
                    select coalesce(sum(amount * (starts_with(credit, 'wallet:')::int - starts_with(debit, 'wallet:')::int)), 0)
                               as available,
                           coalesce(sum(amount * (starts_with(credit, 'held:')::int - starts_with(debit, 'held:')::int)), 0)
                               as held
                    from ledger_transfer where wallet = page.id and ledger_transfer.currency = page.currency
                ) booked
                order by id
                """, LedgerVerification::wallet, after, limit);
    }

    private static ComparedWallet wallet(ResultSet row, int number) throws SQLException {
        String id = row.getString(1);
        return new ComparedWallet(
                id,
                List.of(
                        compared(AccountType.WALLET.account(id), row, 3),
                        compared(AccountType.HELD.account(id), row, 5)));
    }

    /** A payment that is being voided is left out: whether its money is back yet is known when the provider answers. */
    private List<Compared> shop() {
        return jdbc.query("""
                with booked as (
                    select account, currency, sum(amount) as amount from ledger_entry
                    where not starts_with(account, 'wallet:') and not starts_with(account, 'held:')
                      and (checkout_id is null or checkout_id not in (select checkout_id from payment where status = 'VOIDING'))
                    group by account, currency
                ), returned as (
                    select checkout_id, sum(amount) as amount from refund where status = 'REFUNDED' group by checkout_id
                ), taken as (
                    select method, currency, sum(payment.amount - coalesce(returned.amount, 0)) as amount
                    from payment left join returned using (checkout_id)
                    where status = 'CAPTURED' group by method, currency
                ), recorded as (
                    select 'settlement:' || currency as account, currency, sum(amount) as amount from taken group by currency
                    union all
                    select 'provider:' || currency, currency, -amount from taken where method = 'CARD'
                    union all
                    select 'funding:' || currency, currency, -sum(amount)
                    from (select currency, ledger as amount from account
                          union all
                          select currency, amount from taken where method = 'WALLET') of_wallets
                    group by currency
                )
                select account, currency, coalesce(recorded.amount, 0), coalesce(booked.amount, 0)
                from recorded full join booked using (account, currency) order by account
                """, (row, number) -> compared(row.getString(1), row, 3));
    }

    private static Compared compared(String account, ResultSet row, int column) throws SQLException {
        return new Compared(
                account,
                row.getString(2),
                LedgerEntries.integer(row.getBigDecimal(column)),
                LedgerEntries.integer(row.getBigDecimal(column + 1)));
    }
}
