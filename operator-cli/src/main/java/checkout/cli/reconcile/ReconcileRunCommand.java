package checkout.cli.reconcile;

import checkout.cli.connection.ConnectionOptions;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Begins a reconciliation and waits for its end. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Compares all payments by card with the provider's ledger, and waits for the result.",
            "What differs is looked at a second time, so a run with differences takes some minutes.",
            "Exit code 0 only if the run ended and no difference is open."
        })
final class ReconcileRunCommand implements Callable<Integer> {
    private static final long ASK_EVERY_MILLIS = 1_000;

    @Option(names = "--no-wait", description = "Only begin it; 'reconcile show' shows its progress.")
    private boolean noWait;

    @Option(names = "--json", description = "Print the API's JSON at the end, and no progress.")
    private boolean json;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        OperatorApiClient api = connection.connect(ReconcileCommand.PAYMENTS, "operator");
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        JsonNode run = api.post(ReconcileCommand.PATH, Map.of());
        if (noWait) {
            print(run, out);
            return 0;
        }
        run = awaitEnd(api, run, out);
        int open = api.get(ReconcileCommand.PATH + "/differences?limit=1")
                .path("open")
                .asInt();
        print(((ObjectNode) run).put("openDifferences", open), out);
        if (!json) {
            out.println(
                    open == 0
                            ? "No difference is open."
                            : "%d differences are open; ./checkout reconcile differences shows them.".formatted(open));
            out.flush();
        }
        return open == 0 && run.path("state").asString("").equals("DONE") ? 0 : 1;
    }

    private JsonNode awaitEnd(OperatorApiClient api, JsonNode begun, PrintWriter out) throws InterruptedException {
        JsonNode run = begun;
        String shown = "";
        while (run.path("state").asString("").equals("RUNNING")) {
            String progress = ReconciliationText.phase(run) + ": " + ReconciliationText.progress(run)
                    + (run.path("error").isString()
                            ? "; waits: " + run.path("error").asString()
                            : "");
            if (!json && !progress.equals(shown)) {
                out.println(progress);
                out.flush();
                shown = progress;
            }
            TimeUnit.MILLISECONDS.sleep(ASK_EVERY_MILLIS);
            run = api.get(ReconcileCommand.PATH + "/" + begun.path("id").asString(""));
        }
        return run;
    }

    private void print(JsonNode run, PrintWriter out) {
        if (json) {
            out.println(OperatorApiClient.JSON.writeValueAsString(run));
        } else {
            ReconciliationText.print(run, out);
        }
        out.flush();
    }
}
