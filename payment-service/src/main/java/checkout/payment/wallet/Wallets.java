package checkout.payment.wallet;

import checkout.messaging.Effects;
import checkout.messaging.sql.Columns;
import checkout.messaging.sql.RoundTrip;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Wallets and the holds on them, a batch at a time. */
@Repository
public class Wallets {
    private final JdbcTemplate jdbc;

    Wallets(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** These wallets, their rows locked until the transaction ends; those that do not exist are missing. */
    public Supplier<WalletBalances> lock(Collection<String> accounts, RoundTrip trip) {
        if (accounts.isEmpty()) {
            return () -> new WalletBalances(new HashMap<>());
        }
        return trip.query("""
                select id, currency, available
                from account where id = any (?::text[])
                order by id
                for update
                """, Columns.of(accounts).text(id -> id), rows -> {
            Map<String, WalletBalance> walletBalances = new HashMap<>();
            while (rows.next()) {
                walletBalances.put(rows.getString(1), new WalletBalance(rows.getString(2), rows.getLong(3)));
            }
            return new WalletBalances(walletBalances);
        });
    }

    /** The same with a trip of its own. */
    public WalletBalances lock(Collection<String> accounts) {
        RoundTrip trip = new RoundTrip(jdbc);
        Supplier<WalletBalances> walletBalances = lock(accounts, trip);
        trip.execute();
        return walletBalances.get();
    }

    /** Has the effects write what changed, after the payments: a hold belongs to one. */
    public void save(WalletBalances walletBalances, Effects effects) {
        effects.write("""
                update account set available = account.available + change.available, ledger = account.ledger + change.ledger
                from unnest(?::text[], ?::bigint[], ?::bigint[]) as change (id, available, ledger)
                where account.id = change.id
                """, walletBalances.changes().entrySet(), changes -> Columns.of(changes)
                .text(Map.Entry::getKey)
                .bigint(entry -> entry.getValue().available())
                .bigint(entry -> entry.getValue().ledger()));
        effects.write("""
                insert into hold (checkout_id, account_id, amount, status)
                select * from unnest(?::uuid[], ?::text[], ?::bigint[], ?::text[])
                """, walletBalances.held(), Wallets::columns);
        effects.write("""
                update hold set status = now.status
                from unnest(?::uuid[], ?::text[], ?::bigint[], ?::text[])
                     as now (checkout_id, account_id, amount, status)
                where hold.checkout_id = now.checkout_id
                """, walletBalances.moved(), Wallets::columns);
    }

    private static Columns<WalletBalances.Hold> columns(Collection<WalletBalances.Hold> holds) {
        return Columns.of(holds)
                .uuid(WalletBalances.Hold::checkoutId)
                .text(WalletBalances.Hold::accountId)
                .bigint(WalletBalances.Hold::amount)
                .text(WalletBalances.Hold::status);
    }
}
