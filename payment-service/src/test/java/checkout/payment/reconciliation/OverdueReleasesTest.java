package checkout.payment.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import checkout.payment.reconciliation.difference.Difference;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** If this fails, money that was to be given back stays at the provider, and nobody is told once the saga has ended. */
class OverdueReleasesTest extends ReconciliationTestBase {
    @AfterEach
    void answerAgain() {
        shop.provider.faults("{}");
    }

    /** Each attempt changes the row, so the two looks never find it unchanged. */
    @ParameterizedTest
    @ValueSource(strings = {"EXPIRING", "VOIDING"})
    void aReleaseThatIsNotAnsweredForAnHourIsReported(String status) throws Exception {
        UUID checkout = shop.authorized();
        shop.cardCalls().stop();
        try {
            shop.owe(checkout, status);
            change(checkout, "attempt = 9, releasing_since = now() - interval '59 minutes'");
            assertThat(reconciler.run().counts().undecided()).isEqualTo(1);
            assertThat(reconciler.open()).isEmpty();

            change(checkout, "releasing_since = now() - interval '61 minutes'");
            UUID id = reconciler.begin();
            reconciler.stepUntil(id, run -> {
                change(checkout, "attempt = attempt + 1");
                return run.state() != ReconciliationRun.State.RUNNING;
            });

            assertThat(reconciler.open().stream().collect(Collectors.toMap(Difference::checkoutId, Difference::kind)))
                    .containsOnly(entry(checkout, "RELEASE_OVERDUE"));
        } finally {
            shop.cardCalls().start();
        }
        shop.awaitStatus(checkout, status.equals("VOIDING") ? "VOIDED" : "EXPIRED");
        reconciler.run();
        assertThat(reconciler.open()).isEmpty();
    }

    @Test
    void aReleaseIsOwedSinceItWasFirstAskedFor() {
        shop.provider.faults("{\"errorRate\":1}");
        UUID checkout = UUID.randomUUID();
        shop.jdbc.update("""
                insert into payment (checkout_id, status, method, amount, currency, reference, next_call_at)
                values (?, 'VOIDING', 'CARD', 500, 'EUR', 'ref_1', now())
                """, checkout);
        shop.cardCalls().wakeUp();
        shop.await("select releasing_since is not null from payment where checkout_id = ?", checkout);
        shop.jdbc.update(
                "update payment set releasing_since = now() - interval '2 hours', next_call_at = now(), last_error = null where checkout_id = ?",
                checkout);
        shop.await("select last_error is not null from payment where checkout_id = ?", checkout);
        shop.await("select releasing_since < now() - interval '1 hour' from payment where checkout_id = ?", checkout);

        shop.provider.faults("{}");
        shop.jdbc.update("update payment set next_call_at = now() where checkout_id = ?", checkout);
        shop.awaitStatus(checkout, "VOIDED");
        shop.await("select releasing_since is null from payment where checkout_id = ?", checkout);
    }
}
