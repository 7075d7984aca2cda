package checkout.payment.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.payment.TestWallets;
import checkout.testinfra.TestServers;
import checkout.testinfra.TwoSessions;
import org.junit.jupiter.api.Test;
import org.springframework.boot.DefaultApplicationArguments;

/** If this fails, an instance of the demo does not start beside another, or its start gives spent money back. */
class DemoWalletsTest {
    private final TwoSessions sessions = new TwoSessions(TestServers.database("payments")
            .migrate("classpath:db/messaging", "classpath:db/migration")
            .service());

    @Test
    void twoInstancesThatStartCreateEachWalletOnce() {
        DemoWallets wallets = new DemoWallets(sessions.jdbc());
        int balance = sessions.secondWaits(
                () -> {
                    wallets.run(new DefaultApplicationArguments());
                    TestWallets.hold(sessions.jdbc(), "wallet-001", "EUR", 99_999_993);
                },
                () -> {
                    wallets.run(new DefaultApplicationArguments());
                    return sessions.jdbc()
                            .queryForObject("select available from account where id = 'wallet-001'", int.class);
                });

        assertThat(balance).isEqualTo(7);
    }
}
