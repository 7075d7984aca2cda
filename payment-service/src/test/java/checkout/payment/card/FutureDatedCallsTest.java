package checkout.payment.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import checkout.payment.ProviderSimulatorProcess;
import checkout.payment.provider.TestCardSettings;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** If this fails, calls that were owed while the database's clock was ahead are made only when their time has come. */
class FutureDatedCallsTest extends CardInstanceTestBase {
    private final ProviderSimulatorProcess simulator = ProviderSimulatorProcess.running();

    @ParameterizedTest
    @CsvSource({"0", "3"})
    void aCallOfTomorrowIsMadeToday(int attempt) {
        AnnotationConfigApplicationContext instance =
                start(TestCardSettings.of(simulator.url(), Map.of("sweep-every", "50ms")));
        UUID checkout = insert(instance, 1, i -> "tok_ok").getFirst();
        await().until(() -> isIn("payment", "checkout_id", checkout, "AUTHORIZED"));
        jdbc.update("""
                update payment set status = 'EXPIRING', next_call_at = now() + interval '1 day', attempt = ?, refunded = 500
                where checkout_id = ?
                """, attempt, checkout);
        UUID returnId = MessageIds.next();
        jdbc.update("""
                insert into refund (return_id, checkout_id, status, amount, currency, next_call_at, attempt)
                values (?, ?, 'REQUESTED', 500, 'EUR', now() + interval '1 day', ?)
                """, returnId, checkout, attempt);

        instance.getBean(FutureDatedCalls.class).makeDue();

        await().until(() -> isIn("payment", "checkout_id", checkout, "EXPIRED"));
        await().until(() -> !isIn("refund", "return_id", returnId, "REQUESTED"));
    }

    @Test
    void aRefusedVoidIsLeftToItsTime() {
        AnnotationConfigApplicationContext instance = start(TestCardSettings.of(simulator.url(), Map.of()));
        UUID checkout = insert(instance, 1, i -> "tok_ok").getFirst();
        await().until(() -> isIn("payment", "checkout_id", checkout, "AUTHORIZED"));
        jdbc.update("""
                update payment set status = 'VOIDING', next_call_at = now() + interval '10 minutes', attempt = 1
                where checkout_id = ?
                """, checkout);

        instance.getBean(FutureDatedCalls.class).makeDue();

        assertThat(jdbc.queryForObject(
                        "select next_call_at > now() + interval '9 minutes' from payment where checkout_id = ?",
                        boolean.class,
                        checkout))
                .isTrue();
    }

    private boolean isIn(String table, String key, UUID id, String status) {
        return status.equals(
                jdbc.queryForObject("select status from %s where %s = ?".formatted(table, key), String.class, id));
    }
}
