package checkout.payment.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** If this fails, a comparison takes the requests that payments need. */
class PacedProviderLedgerTest extends ReconciliationTestBase {
    @Test
    void takesATenthOfALimitedRate() {
        try (AnnotationConfigApplicationContext instance =
                shop.reconciler(shop.provider.url(), Map.of(), Map.of("calls-per-second", "10"))) {
            PacedProviderLedger ledger = instance.getBean(PacedProviderLedger.class);

            Duration first = ledger.takeTurn();
            Duration second = ledger.takeTurn();
            assertThat(first).isZero();
            assertThat(second).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
        }
    }

    @Test
    void takesNoTurnThatPaymentsHaveTaken() {
        try (AnnotationConfigApplicationContext instance =
                shop.reconciler(shop.provider.url(), Map.of(), Map.of("calls-per-second", "10"))) {
            shop.jdbc.update("update provider_call_rate set spent_until = now() + interval '1500 milliseconds'");
            assertThat(instance.getBean(PacedProviderLedger.class).takeTurn()).isPositive();
            shop.jdbc.update("update provider_call_rate set spent_until = now() - interval '1 minute'");
        }
    }
}
