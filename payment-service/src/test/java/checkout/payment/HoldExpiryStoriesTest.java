package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** If this fails, a hold that has ended keeps others from ending, or one ends that an operator still needs. */
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

    /** The order is confirmed, so an operator must be able to have it captured again. */
    @Test
    void aRefusedCaptureGivesTheHoldItsTimeAnew() {
        orchestrator.holdCard(checkout, "tok_capture_declined", Duration.ofHours(1));
        orchestrator.awaitReply(checkout);
        provider.faults("{\"downFor\":\"1h\"}");
        orchestrator.capture(checkout);
        orchestrator.awaitStatus(checkout, "CAPTURING");
        jdbc.update("update payment set hold_until = now() - interval '1 second' where checkout_id = ?", checkout);
        provider.faults("{}");
        assertThat(orchestrator.awaitReply(checkout, 2).type()).isEqualTo("payments.CaptureRefused.v1");

        awaitSweep();
        assertThat(orchestrator.status(checkout)).isEqualTo("AUTHORIZED");
        assertThat(jdbc.queryForObject(
                        "select hold_until - now() between interval '58 minutes' and interval '1 hour' from payment where checkout_id = ?",
                        boolean.class,
                        checkout))
                .isTrue();
        orchestrator.send("CapturePayment", checkout, 2);
        assertThat(orchestrator.awaitReply(checkout, 3).type()).isEqualTo("payments.PaymentCaptured.v1");
    }

    /** Another hold that began later ends, so the sweep has passed all that were due before. */
    private void awaitSweep() {
        UUID later = UUID.randomUUID();
        orchestrator.holdCard(later, "tok_ok", SHORT);
        orchestrator.awaitStatus(later, "EXPIRED");
    }
}
