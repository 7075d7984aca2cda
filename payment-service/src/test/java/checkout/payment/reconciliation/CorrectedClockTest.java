package checkout.payment.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import checkout.payment.reconciliation.ReconciliationRun.Phase;
import checkout.payment.reconciliation.ReconciliationRun.State;
import checkout.payment.reconciliation.difference.Difference;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** If this fails, nobody compares, and nobody says so, from the day on which the database's clock was ahead until then. */
class CorrectedClockTest extends ReconciliationTestBase {
    /** It would keep the runs of other tests from ending. */
    @AfterEach
    void deleteWhatIsAhead() {
        shop.jdbc.update("delete from reconciliation_run where started_at > now()");
    }

    @Test
    void aRunOfTheFutureDoesNotKeepTheNextFromBeginning() throws Exception {
        ReconciliationRun done = reconciler.run();
        shop.jdbc.update(
                "update reconciliation_run set started_at = now() - interval '61 minutes' where id <> ?", done.id());
        moveAhead(done.id());

        reconciler.runs.beginIfDue(Duration.ofHours(1));

        UUID next = reconciler.runs.running().orElseThrow();
        reconciler.stepUntil(next, run -> run.state() == State.DONE);
    }

    @Test
    void aRunOfTheFutureIsNotTheLastSuccess() throws Exception {
        shop.jdbc.update("delete from reconciliation_run");
        ReconciliationRun old = reconciler.run();
        shop.jdbc.update(
                "update reconciliation_run set started_at = now() - interval '5 hours', finished_at = now() - interval '5 hours'");
        ReconciliationRun done = reconciler.run();
        moveAhead(done.id());
        assertThat(reconciler.runs.sinceLastSuccessOrFirstRun().orElseThrow()).isGreaterThan(Duration.ofHours(4));

        shop.jdbc.update("delete from reconciliation_run where id = ?", old.id());
        assertThat(reconciler.runs.sinceLastSuccessOrFirstRun().orElseThrow()).isLessThan(Duration.ofMinutes(1));
    }

    private static void moveAhead(UUID run) {
        shop.jdbc.update("""
                update reconciliation_run
                set started_at = now() + interval '1 day', finished_at = now() + interval '1 day' where id = ?
                """, run);
    }

    @Test
    void aLeaseUntilTomorrowIsFree() throws Exception {
        UUID id = reconciler.begin();
        reconciler.step();
        shop.jdbc.update("update reconciliation_run set lease_until = now() + interval '1 day' where id = ?", id);

        try (ReconcilerInstance other = new ReconcilerInstance(shop)) {
            assertThat(other.step()).isPresent();
            other.stepUntil(id, run -> run.state() == State.DONE);
        }
    }

    @Test
    void aSuspectOfTomorrowIsLookedAtToday() throws Exception {
        UUID checkout = shop.authorized();
        callDirectly("captures", checkout);
        try (ReconcilerInstance patient =
                new ReconcilerInstance(shop, shop.provider.url(), Map.of("unchanged-for", "100ms"))) {
            UUID id = patient.begin();
            patient.stepUntil(id, run -> run.phase() == Phase.SECOND_LOOK);
            shop.jdbc.update("update reconciliation_suspect set due_at = now() + interval '1 day'");
            shop.jdbc.update(
                    "update payment set updated_at = now() + interval '1 day' where checkout_id = ?", checkout);

            patient.stepUntil(id, run -> run.state() == State.DONE);
        }
        assertThat(reconciler.open().stream().collect(Collectors.toMap(Difference::checkoutId, Difference::kind)))
                .containsOnly(entry(checkout, "CAPTURED_THERE_ONLY"));
    }
}
