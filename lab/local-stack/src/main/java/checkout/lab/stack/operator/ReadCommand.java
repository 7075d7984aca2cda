package checkout.lab.stack.operator;

import checkout.lab.stack.cli.Subcommand;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** A command that shows something: for people, or the API's answer as it is. */
abstract class ReadCommand implements Subcommand {

    @Option(names = "--json", description = "The API's JSON instead of a table.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public final Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        JsonNode answer = ask(OperatorApiClient.ofRunningStack());
        if (json) {
            out.println(OperatorApiClient.JSON.writeValueAsString(answer));
        } else {
            show(answer, out);
        }
        out.flush();
        return 0;
    }

    abstract JsonNode ask(OperatorApiClient api) throws InterruptedException;

    abstract void show(JsonNode answer, PrintWriter out);

    static void more(JsonNode answer, PrintWriter out) {
        String cursor = answer.path("nextCursor").asString("");
        if (!cursor.isEmpty()) {
            out.println("There are more; go on with --cursor " + cursor);
        }
    }
}
