package checkout.cli.command;

import checkout.cli.connection.ConnectionOptions;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Reads from the API and prints the answer, as text or as the API's JSON. */
public abstract class ReadCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print the API's JSON.")
    private boolean json;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Spec
    private @Nullable CommandSpec spec;

    /** Where to say what does not belong to the answer. */
    protected final PrintWriter errors() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }

    @Override
    public final Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        JsonNode answer = fetch(connection.connect(service(), defaultUser()));
        if (json) {
            out.println(OperatorApiClient.JSON.writeValueAsString(answer));
        } else {
            print(answer, out);
        }
        out.flush();
        return exitCode(answer);
    }

    protected int exitCode(JsonNode answer) {
        return 0;
    }

    /** The service that is asked: the orchestrator, unless the command is about another one. */
    protected String service() {
        return ConnectionOptions.ORCHESTRATOR;
    }

    /** Who asks on the local stack, unless the options name a user. */
    protected String defaultUser() {
        return "viewer";
    }

    protected abstract JsonNode fetch(OperatorApiClient api) throws InterruptedException;

    protected abstract void print(JsonNode answer, PrintWriter out);

    protected static void printNextPageHint(JsonNode answer, PrintWriter out) {
        String cursor = answer.path("nextCursor").asString("");
        if (!cursor.isEmpty()) {
            out.println("There are more; continue with --cursor " + cursor);
        }
    }
}
