package checkout.cli.stock;

import checkout.cli.command.FilterParams;
import checkout.cli.command.TextTable;
import checkout.cli.connection.ConnectionOptions;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What the commands that change the quantity on hand have in common. */
final class StockMovementOptions {

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

    /** Books the movement and prints what there is after it. */
    int send(String kind, int quantity, PrintWriter out, PrintWriter err) throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("kind", kind);
        body.put("quantity", quantity);
        body.put("reason", reason);
        String requestKey = key == null ? UUID.randomUUID().toString() : key;
        if (key == null) {
            err.println("The key of this command is " + requestKey);
            err.flush();
        }
        JsonNode movement = connection
                .connectToPart(StockCommand.SERVICE, "admin")
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
