package checkout.lab.stack.operator;

import checkout.lab.stack.cli.Subcommand;
import checkout.lab.stack.state.StackException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** A command that changes things, named one by one or meant by a filter; succeeds only if all of them were changed. */
abstract class OperatorActionCommand implements Subcommand {

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Full ids; none if options say which are meant.")
    private List<String> ids = List.of();

    @Option(names = "--reason", required = true, description = "Why; it is kept in the audit.")
    private String reason = "";

    @Option(names = "--json", description = "The outcome of each as JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    private final ArrayNode results = OperatorApiClient.JSON.createArrayNode();
    private int done;

    @Override
    public final Integer call() throws InterruptedException {
        Map<String, Object> filter = filter().asJson();
        if (ids.isEmpty() == filter.isEmpty()) {
            throw new StackException("Say which are meant: either by their ids or by options, see --help.");
        }
        OperatorApiClient api = OperatorApiClient.ofRunningStack();
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("filter", ids.isEmpty() ? filter : Map.of("ids", ids));
        request.put("action", Objects.requireNonNull(spec).name());
        request.put("reason", reason);
        JsonNode answer;
        do {
            answer = api.post(path(), request);
            done += answer.path("done").asInt();
            answer.path("results").forEach(results::add);
            request.put("cursor", answer.path("nextCursor").asString(""));
        } while (answer.path("nextCursor").isString());
        return tell(Objects.requireNonNull(spec).commandLine().getOut());
    }

    private int tell(PrintWriter out) {
        if (json) {
            out.println(OperatorApiClient.JSON.writeValueAsString(Map.of("done", done, "results", results)));
        } else if (results.isEmpty()) {
            out.println("Nothing is like that; nothing was done.");
        } else {
            TextTable table = new TextTable("ID", "OUTCOME", "DETAIL");
            results.forEach(result -> table.row(
                    TextTable.text(result, "id"), TextTable.text(result, "outcome"), TextTable.text(result, "detail")));
            table.print(out);
            out.printf("%d of %d done.%n", done, results.size());
        }
        out.flush();
        return done > 0 && done == results.size() ? 0 : 1;
    }

    abstract String path();

    /** What the command's own options say. */
    abstract ActionFilter filter();
}
