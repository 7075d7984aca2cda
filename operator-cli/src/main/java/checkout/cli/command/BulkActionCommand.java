package checkout.cli.command;

import checkout.cli.connection.CliException;
import checkout.cli.connection.ConnectionOptions;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Acts on items selected by ids or by filter options; exit code 0 only if the action succeeded on all of them. */
public abstract class BulkActionCommand implements Callable<Integer> {

    /** No bulk API takes more ids at once than this. */
    private static final int MOST_IDS = 50;

    @Parameters(paramLabel = "ID", arity = "0..*", description = IdArguments.DESCRIPTION)
    private List<String> ids = List.of();

    @Option(names = "--reason", required = true, description = "Why you do it; recorded in the audit.")
    private String reason = "";

    @Option(names = "--json", description = "Print the outcomes as JSON.")
    private boolean json;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private final ArrayNode results = OperatorApiClient.JSON.createArrayNode();
    private final Set<String> unavailable = new TreeSet<>();
    private int done;

    @Override
    public final Integer call() throws InterruptedException {
        Map<String, Object> filter = filter().asJson();
        if (ids.isEmpty() == filter.isEmpty()) {
            throw new CliException("Select by ids or by filter options, not by both; see --help.");
        }
        OperatorApiClient api = connection.connect(service(), "operator");
        try {
            if (ids.isEmpty()) {
                sendAll(api, filter);
            } else {
                List<String> named = IdArguments.of(ids);
                for (int from = 0; from < named.size(); from += MOST_IDS) {
                    sendAll(api, Map.of("ids", named.subList(from, Math.min(from + MOST_IDS, named.size()))));
                }
            }
        } catch (CliException failure) {
            if (results.isEmpty()) {
                throw failure;
            }
            return afterSome(failure);
        }
        print(outcomes());
        return done > 0 && done == results.size() && unavailable.isEmpty() ? 0 : 1;
    }

    private void sendAll(OperatorApiClient api, Map<String, Object> selected) throws InterruptedException {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("filter", selected);
        request.put("action", Objects.requireNonNull(spec).name());
        request.put("reason", reason);
        addTo(request);
        JsonNode answer;
        do {
            answer = api.post(path(), request);
            done += answer.path("done").asInt();
            answer.path("results").forEach(results::add);
            answer.path("unavailable").forEach(source -> unavailable.add(source.asString()));
            request.put("cursor", answer.path("nextCursor").asString(""));
        } while (answer.path("nextCursor").isString());
    }

    /** What was done stays done, so it is said although the command fails. */
    private int afterSome(CliException failure) {
        String error =
                "%s%nThe outcomes above are those of the parts that were answered. The part after them may have been done as well: list what is still open before you send the command again."
                        .formatted(failure.getMessage());
        Map<String, Object> outcomes = outcomes();
        outcomes.put("error", error);
        print(outcomes);
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        err.println(error);
        err.flush();
        return 1;
    }

    private Map<String, Object> outcomes() {
        Map<String, Object> outcomes = new LinkedHashMap<>();
        outcomes.put("done", done);
        outcomes.put("results", results);
        outcomes.put("unavailable", unavailable);
        return outcomes;
    }

    private void print(Map<String, Object> outcomes) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            out.println(OperatorApiClient.JSON.writeValueAsString(outcomes));
        } else if (results.isEmpty()) {
            out.println("Nothing matches; nothing was done.");
        } else {
            TextTable table = new TextTable("ID", "OUTCOME", "DETAIL");
            results.forEach(result -> table.row(
                    TextTable.text(result, "id"), TextTable.text(result, "outcome"), TextTable.text(result, "detail")));
            table.print(out);
            out.printf("%d of %d done.%n", done, results.size());
        }
        if (!json) {
            unavailable.forEach(source -> out.printf(
                    "The database of source %s does not answer; whether it has such rows is not known. Repeat the command when it answers.%n",
                    source));
        }
        out.flush();
    }

    /** The service that is asked: the orchestrator, unless the command is about another one. */
    protected String service() {
        return ConnectionOptions.ORCHESTRATOR;
    }

    /** Adds what this action needs besides a reason. */
    protected void addTo(Map<String, Object> request) {}

    /** The path of the bulk API. */
    protected abstract String path();

    /** What the command's filter options select. */
    protected abstract FilterParams filter();
}
