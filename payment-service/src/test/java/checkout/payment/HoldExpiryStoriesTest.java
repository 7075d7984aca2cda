package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** If this fails, a hold that has ended keeps others from ending. */
class HoldExpiryStoriesTest extends PaymentServiceTestBase {
    private static final Duration SHORT = Duration.ofMillis(500);

    @AfterEach
    void deleteTheHoldThatCannotEnd() {
        jdbc.update("delete from payment where checkout_id = ? and method = 'WALLET'", checkout);
    }

    @Test
    void aHoldThatCannotEndDelaysNoOther() {
        jdbc.update("""
                insert into payment (checkout_id, status, method, amount, currency, reference, hold_until)
                values (?, 'AUTHORIZED', 'WALLET', 100, 'EUR', 'a wallet payment without a hold', now() - interval '1 hour')
                """, checkout);
        UUID wallet = UUID.randomUUID();
        UUID card = UUID.randomUUID();
        orchestrator.holdWallet(wallet, "wallet-003", "1.00", SHORT);
        orchestrator.holdCard(card, "tok_ok", SHORT);

        orchestrator.awaitStatus(wallet, "EXPIRED");
        orchestrator.awaitStatus(card, "EXPIRED");
        assertThat(orchestrator.status(checkout)).isEqualTo("AUTHORIZED");
    }
}
