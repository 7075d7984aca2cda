package checkout.cli.saga;

import checkout.cli.command.IdArguments;
import checkout.cli.connection.CliException;
import checkout.cli.connection.ConnectionOptions;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Acts on sagas selected by ids or by filter options, and waits until it is seen what became of each. Exit code 0 only if all
 * are done.
 */
abstract class SagaActCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", arity = "0..*", description = IdArguments.DESCRIPTION)
    private List<String> ids = List.of();

    @Option(names = "--reason", required = true, description = "Why you do it; recorded in the audit.")
    private String reason = "";

    @Option(
            names = "--dry-run",
            description = {
                "Say which sagas it concerns and what would be sent, and do nothing.",
                "Exit code 0 only if every selected saga would accept it."
            })
    private boolean dryRun;

    @Option(names = "--json", description = "Print the outcomes as JSON.")
    private boolean json;

    @Mixin
    private SagaOptions options = new SagaOptions();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public final Integer call() throws InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec);
        Map<String, Object> filter = filter();
        if (filter.isEmpty()) {
            return printNothing(command.commandLine().getOut());
        }
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("action", command.name());
        request.put("filter", filter);
        request.put("reason", reason);
        addTo(request);
        if (dryRun) {
            request.put("dryRun", true);
        }
        RemoteAct act = RemoteAct.create(
                connection.connect(ConnectionOptions.ORCHESTRATOR, "operator"),
                request,
                command.commandLine().getErr());
        if (!dryRun) {
            act.awaitEnd(!json);
        }
        ActReport report = new ActReport(act.current(), act.items());
        report.print(command.commandLine().getOut(), json, dryRun);
        return report.succeeded(dryRun) ? 0 : 1;
    }

    /** What selects the sagas; empty if the input names none. */
    private Map<String, Object> filter() {
        Map<String, Object> filter = options.filter().asJson();
        if (ids.isEmpty() == filter.isEmpty()) {
            throw new CliException("Select by ids or by filter options, not by both; see --help.");
        }
        if (ids.isEmpty()) {
            return filter;
        }
        List<String> named = IdArguments.of(ids);
        return named.isEmpty() ? Map.of() : Map.of("ids", named);
    }

    private int printNothing(PrintWriter out) {
        out.println(json ? "{\"done\":0,\"results\":[]}" : ActReport.NOTHING);
        out.flush();
        return 1;
    }

    /** Adds what this action needs besides a reason. */
    protected void addTo(Map<String, Object> request) {}
}
