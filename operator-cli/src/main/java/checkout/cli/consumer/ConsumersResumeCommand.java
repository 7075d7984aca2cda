package checkout.cli.consumer;

import checkout.cli.command.FilterParams;
import checkout.cli.connection.CliException;
import checkout.cli.connection.ConnectionOptions;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Resumes consumers that keep their position until an operator decides. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = {
            "Resumes consumers that keep their position until an operator decides.",
            "Records that fail for the cause of a halt go to the dead letters. A partition whose next records Kafka has",
            "deleted is read from the oldest record on. A halt whose cause is fixed ends by itself, without this command."
        })
final class ConsumersResumeCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "PART",
            arity = "0..1",
            description = {"The service: " + ConsumersCommand.PARTS + ".", "Omit it with --url."})
    private @Nullable String part;

    @Option(names = "--group", required = true, description = "The consumer group, as the list shows it.")
    private String group = "";

    @Option(names = "--reason", required = true, description = "Why you do it; recorded.")
    private String reason = "";

    @Option(names = "--json", description = "Print the answer as JSON.")
    private boolean json;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (part == null && !connection.hasUrl()) {
            throw new CliException("Name the service: %s.".formatted(ConsumersCommand.PARTS));
        }
        JsonNode answer = connection
                .connect(part == null ? "the service" : part, "operator")
                .post("/actuator/consumers/" + FilterParams.urlEncode(group), Map.of("reason", reason));
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            out.println(OperatorApiClient.JSON.writeValueAsString(answer));
        } else {
            answer.path("resumed").forEach(resumed -> out.println(resumed.asString()));
        }
        out.flush();
        return 0;
    }
}
