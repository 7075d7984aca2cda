package checkout.payment;

import checkout.messaging.MessageIds;
import org.springframework.jdbc.core.JdbcTemplate;

/** Opens wallets for tests, and books on them without a payment. */
public final class TestWallets {
    private TestWallets() {}

    public static void open(JdbcTemplate jdbc, String id, String currency, long amount) {
        jdbc.update("insert into account (id, currency) values (?, ?)", id, currency);
        fund(jdbc, id, currency, amount, "opening");
    }

    public static void fund(JdbcTemplate jdbc, String id, String currency, long amount, String funding) {
        jdbc.update("""
                insert into ledger_transfer (kind, debit, credit, amount, currency, wallet, funding)
                values ('WALLET_FUNDED', 'funding:' || ?, 'wallet:' || ?, ?, ?, ?, ?)
                """, currency, id, amount, currency, id, funding);
    }

    /** A hold of a checkout that there is not. */
    public static void hold(JdbcTemplate jdbc, String id, String currency, long amount) {
        jdbc.update("""
                insert into ledger_transfer (kind, debit, credit, amount, currency, wallet, checkout_id)
                values ('HOLD_PLACED', 'wallet:' || ?, 'held:' || ?, ?, ?, ?, ?)
                """, id, id, amount, currency, id, MessageIds.next());
    }
}
