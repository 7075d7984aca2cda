package checkout.payment.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.messaging.Effects;
import checkout.messaging.MessageIds;
import checkout.messaging.sql.RoundTrip;
import checkout.payment.TestWallets;
import checkout.testinfra.TestServers;
import checkout.testinfra.TwoSessions;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * If this fails, two debits that race for the money of one wallet both win, or something is booked twice. Neither session
 * reads the balance first: even a program without any lock and any check cannot spend the same money twice.
 */
class RacingDebitsTest {
    private static final TwoSessions SESSIONS = new TwoSessions(TestServers.database("payments")
            .migrate("classpath:db/messaging", "classpath:db/migration")
            .service());

    private final JdbcTemplate jdbc = SESSIONS.jdbc();
    private final String wallet = "w-" + UUID.randomUUID();

    @BeforeEach
    void openAWallet() {
        TestWallets.open(jdbc, wallet, "EUR", 100);
    }

    @Test
    void theSecondDebitWaitsForTheFirstAndIsRefused() {
        assertThatThrownBy(() ->
                        SESSIONS.secondWaits(() -> hold(MessageIds.next(), 60), () -> hold(MessageIds.next(), 60)))
                .cause()
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("nothing_overdrawn");
        assertThat(available()).isEqualTo(40);
    }

    @Test
    void bothWinIfThereIsEnoughForBoth() {
        SESSIONS.secondWaits(() -> hold(MessageIds.next(), 60), () -> hold(MessageIds.next(), 40));

        assertThat(available()).isZero();
    }

    @Test
    void oneOfTwoThatBookTheSameIsRefused() {
        UUID checkout = MessageIds.next();

        assertThatThrownBy(() -> SESSIONS.secondWaits(() -> hold(checkout, 10), () -> hold(checkout, 10)))
                .cause()
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("a_transfer_of_a_checkout_is_booked_once");
        assertThat(available()).isEqualTo(90);
    }

    @Test
    void debitsOfDifferentWalletsDoNotWaitForEachOther() {
        String other = "w-" + UUID.randomUUID();
        TestWallets.open(jdbc, other, "EUR", 100);

        SESSIONS.secondGoesOn(
                () -> hold(MessageIds.next(), 60),
                () -> book(new WalletTransfer(TransferKind.HOLD_PLACED, other, 60, "EUR", MessageIds.next(), null)));
    }

    private boolean hold(UUID checkout, long amount) {
        return book(new WalletTransfer(TransferKind.HOLD_PLACED, wallet, amount, "EUR", checkout, null));
    }

    private boolean book(WalletTransfer transfer) {
        Effects effects = new Effects();
        Ledger.book(List.of(transfer), effects);
        RoundTrip trip = new RoundTrip(jdbc);
        effects.writes().forEach(write -> trip.update(write.sql(), write.rows()));
        trip.execute();
        return true;
    }

    private long available() {
        return jdbc.queryForObject("select available from account where id = ?", Long.class, wallet);
    }
}
