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

/** Reads and writes wallets and the holds on them, a batch at a time. */
@Repository
public class Wallets {
    private final JdbcTemplate jdbc;

    Wallets(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Locks the given accounts and returns the balances of those that exist. */
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
            Map<String, WalletBalance> balances = new HashMap<>();
            while (rows.next()) {
                balances.put(rows.getString(1), new WalletBalance(rows.getString(2), rows.getLong(3)));
            }
            return new WalletBalances(balances);
        });
    }

    /** Like {@link #lock(Collection, RoundTrip)}, with a round trip of its own. */
    public WalletBalances lock(Collection<String> accounts) {
        RoundTrip trip = new RoundTrip(jdbc);
        Supplier<WalletBalances> balances = lock(accounts, trip);
        trip.execute();
        return balances.get();
    }

    /** Writes the changes; comes after the payments, because a hold references one. */
    public void save(WalletBalances balances, Effects effects) {
        effects.write("""
                update account set available = account.available + change.available, ledger = account.ledger + change.ledger
                from unnest(?::text[], ?::bigint[], ?::bigint[]) as change (id, available, ledger)
                where account.id = change.id
                """, balances.changes().entrySet(), changes -> Columns.of(changes)
                .text(Map.Entry::getKey)
                .bigint(entry -> entry.getValue().available())
                .bigint(entry -> entry.getValue().ledger()));
        effects.write("""
                insert into hold (checkout_id, account_id, amount, status)
                select * from unnest(?::uuid[], ?::text[], ?::bigint[], ?::text[])
                """, balances.newHolds(), Wallets::columns);
        effects.write("""
                update hold set status = new.status, amount = new.amount
                from unnest(?::uuid[], ?::text[], ?::bigint[], ?::text[])
                     as new (checkout_id, account_id, amount, status)
                where hold.checkout_id = new.checkout_id
                """, balances.changedHolds(), Wallets::columns);
    }

    private static Columns<WalletBalances.Hold> columns(Collection<WalletBalances.Hold> holds) {
        return Columns.of(holds)
                .uuid(WalletBalances.Hold::checkoutId)
                .text(WalletBalances.Hold::accountId)
                .bigint(WalletBalances.Hold::amount)
                .text(WalletBalances.Hold::status);
    }
}
