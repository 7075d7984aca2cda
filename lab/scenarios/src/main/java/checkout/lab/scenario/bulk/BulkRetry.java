package checkout.lab.scenario.bulk;

import checkout.lab.process.LauncherCommand;
import checkout.lab.scenario.context.RunOrders;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.fault.Fault;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Many sagas are stuck for one reason. An operator reads it once, looks at what a retry of all of them would do, and retries them
 * with one command, which succeeds only if each is seen to be done.
 */
public final class BulkRetry implements Fault, Expectation {
    /** What is counted for each saga that is stuck. */
    public static final String EVENT = "saga stuck";

    private static final double NANOS_PER_SECOND = 1e9;

    private final OperatorPages pages = new OperatorPages();
    private final OverviewCost overview = new OverviewCost();
    private final Map<String, Object> seconds = new LinkedHashMap<>();
    private final List<String> wrong = new ArrayList<>();

    @Override
    public void inject(ScenarioContext context) throws InterruptedException, SQLException {
        int count = context.times();
        StuckPurchases purchases = new StuckPurchases(context);
        long began = System.nanoTime();
        purchases.make(count);
        took(context, "to make %d stuck sagas".formatted(count), (System.nanoTime() - began) / NANOS_PER_SECOND);
        for (int n = 0; n < count; n++) {
            context.eventLog().count(EVENT);
        }
        UUID one = context.acceptedCheckouts().byId().keySet().iterator().next();
        String customer = context.acceptedCheckouts().customerPrefix() + "stuck-0";
        pages.measure(context, "stuck", one, customer);
        overview.measure(context);
        understand(context, count);
        retry(context, count);
        RunOrders.awaitEnds(context);
        pages.measure(context, "retried", one, customer);
        audit(purchases, context, count);
    }

    private void took(ScenarioContext context, String what, double took) {
        seconds.put(what, took);
        context.log("%.1f s %s", took, what);
    }

    private void understand(ScenarioContext context, int count) throws InterruptedException {
        long began = System.nanoTime();
        JsonNode reasons = context.operatorApi()
                .get(context.stack().ports().url("saga-orchestrator") + "/v1/sagas/reasons")
                .bodyIfSuccessful();
        took(context, "to be told the reason", (System.nanoTime() - began) / NANOS_PER_SECOND);
        for (JsonNode reason : reasons.path("reasons")) {
            if (reason.path("step").asString("").equals(StuckPurchases.STEP)
                    && reason.path("count").asInt() >= count) {
                context.log(
                        "%d sagas: %s",
                        reason.path("count").asInt(), reason.path("sentence").asString(""));
                return;
            }
        }
        wrong.add("no reason is told once for the %d sagas: %s".formatted(count, reasons));
    }

    private void retry(ScenarioContext context, int count) throws InterruptedException {
        LauncherCommand launcher = new LauncherCommand(context.folder().sources());
        List<String> retry =
                List.of("sagas", "retry", "--stuck", "--step", StuckPurchases.STEP, "--reason", reason(context));
        List<String> dryRun = new ArrayList<>(retry);
        dryRun.add("--dry-run");
        ran(context, "dry run", launcher.run(dryRun), count + " of " + count + " would accept it");
        ran(context, "retry", launcher.run(retry), count + " of " + count + " done");
        JsonNode acts = context.operatorApi()
                .get(context.stack().ports().url("saga-orchestrator") + "/v1/acts?limit=1")
                .bodyIfSuccessful();
        pages.measureAct(context, acts.at("/acts/0/id").asString(""));
    }

    private void ran(ScenarioContext context, String what, LauncherCommand.Run run, String says) {
        took(context, "for the command's %s of %s".formatted(what, says), run.seconds());
        if (run.exitCode() != 0 || !run.lastLine().contains(says)) {
            wrong.add("the %s ended with exit code %d: %s".formatted(what, run.exitCode(), run.lastLine()));
        }
    }

    private static String reason(ScenarioContext context) {
        return "the bank accepts the cards of " + context.acceptedCheckouts().customerPrefix();
    }

    private void audit(StuckPurchases purchases, ScenarioContext context, int count) throws SQLException {
        String recorded =
                "(select count(*) from sagas.audit a where a.saga_id = s.id and a.action = 'RETRY' and a.outcome = 'DONE' and a.reason = ?) = 1";
        require(
                context,
                count,
                "retried sagas have one row of the audit log each",
                purchases.number(recorded, reason(context)));
        require(
                context,
                count,
                "retried sagas are completed, and their orders confirmed",
                purchases.number("o.status = 'CONFIRMED' and s.phase = 'COMPLETED' and " + recorded, reason(context)));
    }

    private void require(ScenarioContext context, int count, String what, long found) {
        seconds.put(what, found);
        context.log("%d of %d %s", found, count, what);
        if (found != count) {
            wrong.add("%d of %d %s".formatted(found, count, what));
        }
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        return List.of(
                new ExpectationResult(
                        "all that are stuck are retried with one command, end, and have a row of the audit log each",
                        List.copyOf(wrong),
                        Map.copyOf(seconds)),
                pages.result(),
                overview.result());
    }
}
