package checkout.payment.wallet;

import checkout.messaging.Effects;
import checkout.messaging.sql.Columns;
import checkout.messaging.sql.RoundTrip;
import checkout.payment.ledger.Ledger;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
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

    /** The accounts that checkouts have holds on, by checkout id. Reads without locking. */
    public Map<UUID, String> accountsOf(Collection<UUID> checkouts) {
        RoundTrip trip = new RoundTrip(jdbc);
        Supplier<Map<UUID, String>> accounts = trip.query(
                "select checkout_id, account_id from hold where checkout_id = any (?::uuid[])",
                Columns.of(checkouts).uuid(id -> id),
                rows -> {
                    Map<UUID, String> found = new HashMap<>();
                    while (rows.next()) {
                        found.put(rows.getObject(1, UUID.class), rows.getString(2));
                    }
                    return found;
                });
        trip.execute();
        return accounts.get();
    }

    /** Those of the given accounts that another transaction has locked. Keeps the others locked until the transaction ends. */
    public Set<String> lockedByOthers(Set<String> accounts) {
        RoundTrip trip = new RoundTrip(jdbc);
        Supplier<Set<String>> locked = trip.query("""
                with wanted as materialized (select unnest(?::text[]) as id),
                     free as materialized (select id from account where id in (select id from wanted) for update skip locked)
                select id from account join wanted using (id)
                where not exists (select from free where free.id = account.id)
                """, Columns.of(accounts).text(id -> id), rows -> {
            Set<String> found = new HashSet<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        });
        trip.execute();
        return locked.get();
    }

    /** Writes the changes of the holds, and books those of the balances; comes after the payments, because a hold references one. */
    public void save(WalletBalances balances, Effects effects) {
        Ledger.book(balances.transfers(), effects);
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
