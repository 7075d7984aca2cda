package checkout.payment.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.payment.reconciliation.ReconciliationRun.State;
import checkout.payment.reconciliation.difference.Difference;
import checkout.payment.reconciliation.difference.Difference.Status;
import checkout.payment.reconciliation.difference.DifferenceList;
import checkout.payment.reconciliation.difference.DifferenceRecords;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** An instance that compares, stepped by hand. It is killed by taking no further step. */
final class ReconcilerInstance implements AutoCloseable {
    private static final UUID LAST = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");
    private static final Duration TOO_LONG = Duration.ofSeconds(60);

    private final AnnotationConfigApplicationContext context;
    private final ReconciliationSteps steps;
    final ReconciliationRuns runs;

    ReconcilerInstance(ComparedShop shop) {
        this(shop, shop.provider.url(), Map.of());
    }

    ReconcilerInstance(ComparedShop shop, String providerUrl, Map<String, String> changes) {
        context = shop.reconciler(providerUrl, changes);
        steps = context.getBean(ReconciliationSteps.class);
        runs = context.getBean(ReconciliationRuns.class);
    }

    UUID begin() {
        return runs.begin("operator").orElseThrow();
    }

    Optional<Duration> step() throws InterruptedException {
        return steps.step();
    }

    /** Begins a run and takes all its steps. */
    ReconciliationRun run() throws InterruptedException {
        UUID id = begin();
        return stepUntil(id, run -> run.state() != State.RUNNING);
    }

    /** Takes steps, each as late as the one before has asked for, until the run is so. */
    ReconciliationRun stepUntil(UUID id, Predicate<ReconciliationRun> goal) throws InterruptedException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < TOO_LONG.toNanos()) {
            ReconciliationRun run = runs.find(id).orElseThrow();
            if (goal.test(run)) {
                return run;
            }
            Optional<Duration> wait = step();
            assertThat(wait).as("the run belongs to this instance").isPresent();
            TimeUnit.NANOSECONDS.sleep(wait.get().toNanos());
        }
        throw new AssertionError("the run did not get there: " + runs.find(id));
    }

    List<Difference> differences(Status status) {
        return context.getBean(DifferenceList.class).page(status, null, LAST, 100);
    }

    List<Difference> open() {
        return differences(Status.OPEN);
    }

    boolean settle(UUID difference, String reason) {
        return context.getBean(DifferenceRecords.class).settle(difference, "operator", reason);
    }

    /** Deletes the differences that are kept no longer. */
    void deleteOld() {
        context.getBean(DifferenceRecords.class)
                .deleteClosed(context.getBean(ReconciliationSettings.class).keep(), Integer.MAX_VALUE);
    }

    @Override
    public void close() {
        context.close();
    }
}
