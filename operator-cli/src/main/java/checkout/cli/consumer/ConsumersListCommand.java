package checkout.cli.consumer;

import checkout.cli.command.TextTable;
import checkout.cli.connection.CliException;
import checkout.cli.connection.ConnectionOptions;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import java.util.List;
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
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists the consumers of the services; exit code 0 only if all do their work. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the consumers of the services. Exit code 0 only if all do their work.")
final class ConsumersListCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "PART",
            arity = "0..*",
            description = {"Only these services: " + ConsumersCommand.PARTS + ".", "Omit them with --url."})
    private List<String> parts = List.of();

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        ArrayNode all = OperatorApiClient.JSON.createArrayNode();
        boolean works = true;
        for (String part : connection.hasUrl() ? List.of("the service") : selected()) {
            for (JsonNode consumer : consumers(part)) {
                all.add(((ObjectNode) consumer).put("part", part));
                works &= consumer.path("works").asBoolean();
            }
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            out.println(OperatorApiClient.JSON.writeValueAsString(
                    OperatorApiClient.JSON.createObjectNode().set("consumers", all)));
        } else {
            print(all, out);
        }
        out.flush();
        return works ? 0 : 1;
    }

    private List<String> selected() {
        return parts.isEmpty() ? List.of(ConsumersCommand.PARTS.split(", ")) : parts;
    }

    /** A service that does not answer is listed too, because its consumers do not work either. */
    private JsonNode consumers(String part) throws InterruptedException {
        try {
            return connection.connect(part, "viewer").get("/actuator/consumers").path("consumers");
        } catch (CliException noAnswer) {
            ObjectNode entry = OperatorApiClient.JSON.createObjectNode().put("works", false);
            entry.putArray("problems").add(noAnswer.getMessage());
            return OperatorApiClient.JSON.createArrayNode().add(entry);
        }
    }

    private static void print(ArrayNode consumers, PrintWriter out) {
        TextTable table = new TextTable("PART", "GROUP", "WORKS", "PARTITIONS", "PROBLEMS");
        consumers.forEach(consumer -> table.row(
                consumer.path("part").asString(""),
                TextTable.text(consumer, "group"),
                consumer.path("works").asBoolean() ? "yes" : "NO",
                Integer.toString(consumer.path("partitions").size()),
                problems(consumer)));
        table.print(out);
    }

    private static String problems(JsonNode consumer) {
        if (consumer.path("problems").isEmpty()) {
            return TextTable.text(consumer, "note");
        }
        StringBuilder problems = new StringBuilder();
        consumer.path("problems")
                .forEach(problem -> problems.append(problem.asString()).append(' '));
        return problems.toString().replaceAll("\\s+", " ").strip();
    }
}
