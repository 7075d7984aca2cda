package checkout.cli.webhook;

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

/** A command that changes something at order-service and prints what came of it. */
abstract class WebhookActionCommand implements Callable<Integer> {
    private final String defaultUser;

    @Option(names = "--json", description = "Print the API's JSON.")
    private boolean json;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Spec
    private @Nullable CommandSpec spec;

    /** @param defaultUser who may do it with the least rights */
    WebhookActionCommand(String defaultUser) {
        this.defaultUser = defaultUser;
    }

    @Override
    public final Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        JsonNode answer = send(connection.connect(WebhooksCommand.SERVICE, defaultUser));
        out.println(json ? OperatorApiClient.JSON.writeValueAsString(answer) : describe(answer));
        out.flush();
        return 0;
    }

    abstract JsonNode send(OperatorApiClient api) throws InterruptedException;

    /** The outcome in a sentence, or in a few lines. */
    abstract String describe(JsonNode answer);
}
