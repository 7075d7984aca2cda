package checkout.payment.wallet;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Opens and funds the wallets of the demo shop; existing wallets keep their balance. */
@Component
@ConditionalOnProperty("checkout.demo")
class DemoWallets implements ApplicationRunner {
    private static final long ONE_MILLION_EUROS = 100_000_000;

    private final JdbcTemplate jdbc;

    DemoWallets(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        jdbc.update("""
                with opened as (
                    insert into account (id, currency)
                    select 'wallet-' || to_char(n, 'FM000'), 'EUR' from generate_series(1, 100) n
                    union all
                    select 'wallet-empty', 'EUR'
                    on conflict (id) do nothing
                    returning id, currency
                )
                insert into ledger_transfer (kind, debit, credit, amount, currency, wallet, funding)
                select 'WALLET_FUNDED', 'funding:' || currency, 'wallet:' || id, ?, currency, id, 'demo'
                from opened where id <> 'wallet-empty'
                """, ONE_MILLION_EUROS);
    }
}
