package checkout.payment.statement;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.payment.TestWallets;
import checkout.payment.ledger.AccountType;
import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** If this fails, the sum of an account of the shop is wrong, or cannot be shown any more. */
class LedgerEntriesTest {
    private static final TestDatabase DATABASE =
            TestServers.database("payments").migrate("classpath:db/messaging", "classpath:db/migration");

    private final JdbcTemplate jdbc = new JdbcTemplate(DATABASE.service());

    @Test
    void theBalancesOfTheShopMayBeLargerThanAnyPayment() {
        TestWallets.open(jdbc, "w-1", "JPY", Long.MAX_VALUE);
        TestWallets.open(jdbc, "w-2", "JPY", Long.MAX_VALUE);

        assertThat(new LedgerEntries(jdbc).balances(new LedgerAccount(AccountType.FUNDING, "JPY")))
                .singleElement()
                .extracting(balance -> balance.balance().amount())
                .isEqualTo("-18446744073709551614");
        assertThat(Differences.in(jdbc)).isEmpty();
    }
}
