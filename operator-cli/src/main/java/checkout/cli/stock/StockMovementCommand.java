package checkout.cli.stock;

import checkout.cli.command.FilterParams;
import checkout.cli.command.TextTable;
import checkout.cli.connection.ConnectionOptions;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Books a movement that changes the quantity on hand, and prints what there is after it. */
abstract class StockMovementCommand implements Callable<Integer> {
    private final String kind;

    @Parameters(index = "0", paramLabel = "SKU", description = "The sku.")
    private String sku = "";

    @Option(names = "--reason", required = true, description = "Why; recorded with the movement.")
    private String reason = "";

    @Option(
            names = "--key",
            description = {
                "Makes a repeated command one movement (default: a new key). If a command ended without an",
                "answer, repeat it with the key that it printed."
            })
    private @Nullable String key;

    @Option(names = "--json", description = "Print the API's JSON.")
    private boolean json;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Spec
    private @Nullable CommandSpec spec;

    /** @param kind of the movement, in the API's words */
    StockMovementCommand(String kind) {
        this.kind = kind;
    }

    /** The quantity that the command names. */
    abstract int quantity();

    @Override
    public final Integer call() throws InterruptedException {
        var commandLine = Objects.requireNonNull(spec).commandLine();
        return send(commandLine.getOut(), commandLine.getErr());
    }

    private int send(PrintWriter out, PrintWriter err) throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("kind", kind);
        body.put("quantity", quantity());
        body.put("reason", reason);
        String requestKey = key == null ? UUID.randomUUID().toString() : key;
        if (key == null) {
            err.println("The key of this command is " + requestKey);
            err.flush();
        }
        JsonNode movement = connection
                .connect(StockCommand.SERVICE, "admin")
                .post(
                        "/v1/stock/%s/movements".formatted(FilterParams.urlEncode(sku)),
                        body,
                        Map.of("Idempotency-Key", requestKey));
        if (json) {
            out.println(OperatorApiClient.JSON.writeValueAsString(movement));
        } else {
            out.printf(
                    "%s: %+d; %s on hand, %s reserved.%n",
                    TextTable.text(movement, "sku"),
                    movement.path("onHandChange").asInt(),
                    TextTable.text(movement, "onHand"),
                    TextTable.text(movement, "reserved"));
        }
        out.flush();
        return 0;
    }
}
