package checkout.payment.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.metrics.GaugeSource.Reading;
import checkout.payment.reconciliation.difference.DifferenceRecords;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** If this fails, nobody hears that payments are not compared. */
class ReconciliationGaugesTest extends ReconciliationTestBase {
    private static final double HOUR = 3_600;

    @BeforeEach
    void forgetAllRuns() {
        shop.jdbc.update("delete from reconciliation_run");
    }

    @Test
    void withoutASuccessTheAgeIsThatOfTheFirstRun() {
        failedRun(5);
        failedRun(1);

        assertThat(age("1h")).isBetween(5 * HOUR, 5 * HOUR + 600);
    }

    @Test
    void aSuccessBeginsTheAgeAnew() {
        failedRun(5);
        run("DONE", 2, null);
        failedRun(1);

        assertThat(age("1h")).isBetween(2 * HOUR - 60, 2 * HOUR + 600);
    }

    @Test
    void withoutARunTheAgeIsThatOfTheProcessIfOneIsDue() {
        assertThat(age("1h")).isBetween(0.0, 600.0);
        assertThat(age("0s")).as("runs are begun by operators only").isNaN();
    }

    private static void failedRun(int hoursAgo) {
        run("FAILED", hoursAgo, "no answer");
    }

    private static void run(String state, int hoursAgo, @Nullable String error) {
        shop.jdbc.update("""
                insert into reconciliation_run (id, started_by, state, started_at, finished_at, last_error)
                values (gen_random_uuid(), 'schedule', ?, now() - ? * interval '1 hour',
                        now() - ? * interval '1 hour' + interval '1 minute', ?)
                """, state, hoursAgo, hoursAgo, error);
    }

    private static double age(String every) {
        try (AnnotationConfigApplicationContext context =
                shop.reconciler(shop.provider.url(), Map.of("every", every))) {
            return new ReconciliationGauges(
                            context.getBean(ReconciliationRuns.class),
                            context.getBean(DifferenceRecords.class),
                            context.getBean(ReconciliationSettings.class))
                    .read().stream()
                            .filter(reading ->
                                    reading.gauge().name().equals("checkout.reconciliation.last.success.age"))
                            .mapToDouble(Reading::value)
                            .findFirst()
                            .orElseThrow();
        }
    }
}
