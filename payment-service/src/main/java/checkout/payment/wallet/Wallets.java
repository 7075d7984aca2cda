package checkout.payment.wallet;

import checkout.messaging.sql.Columns;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
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
    public Purses lock(Collection<String> accounts) {
        Map<String, Purse> purses = new HashMap<>();
        if (!accounts.isEmpty()) {
            jdbc.query("""
                    select id, currency, available
                    from account where id = any (?::text[])
                    order by id
                    for update
                    """, Columns.of(accounts).text(id -> id), row -> {
                purses.put(row.getString(1), new Purse(row.getString(2), row.getLong(3)));
            });
        }
        return new Purses(purses);
    }

    /** To be called after the payments are written: a hold belongs to one. */
    public void save(Purses purses) {
        if (purses.changes().isEmpty()) {
            return;
        }
        jdbc.update(
                """
                update account set available = account.available + change.available, ledger = account.ledger + change.ledger
                from unnest(?::text[], ?::bigint[], ?::bigint[]) as change (id, available, ledger)
                where account.id = change.id
                """,
                Columns.of(purses.changes().entrySet())
                        .text(Map.Entry::getKey)
                        .bigint(entry -> entry.getValue().available())
                        .bigint(entry -> entry.getValue().ledger()));
        if (!purses.held().isEmpty()) {
            jdbc.update("""
                    insert into hold (checkout_id, account_id, amount, status)
                    select * from unnest(?::uuid[], ?::text[], ?::bigint[], ?::text[])
                    """, columns(purses.held()));
        }
        if (!purses.moved().isEmpty()) {
            jdbc.update("""
                    update hold set status = now.status
                    from unnest(?::uuid[], ?::text[], ?::bigint[], ?::text[])
                         as now (checkout_id, account_id, amount, status)
                    where hold.checkout_id = now.checkout_id
                    """, columns(purses.moved()));
        }
    }

    private static Columns<Purses.Hold> columns(Collection<Purses.Hold> holds) {
        return Columns.of(holds)
                .uuid(Purses.Hold::checkoutId)
                .text(Purses.Hold::accountId)
                .bigint(Purses.Hold::amount)
                .text(Purses.Hold::status);
    }
}
