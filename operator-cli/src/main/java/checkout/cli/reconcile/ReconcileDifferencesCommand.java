package checkout.cli.reconcile;

import checkout.cli.command.FilterParams;
import checkout.cli.command.PagingOptions;
import checkout.cli.command.ReadCommand;
import checkout.cli.command.TextTable;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists differences, newest first, with what either side says and what to do. */
@Command(
        name = "differences",
        mixinStandardHelpOptions = true,
        description = "Lists differences, newest first, with what either side says and what to do.")
final class ReconcileDifferencesCommand extends ReadCommand {

    @Option(
            names = "--status",
            defaultValue = "OPEN",
            description = "OPEN, GONE, SETTLED or ALL (default: ${DEFAULT-VALUE}).")
    private String status = "OPEN";

    @Option(names = "--kind", description = "Only differences of this kind, such as CHARGED_TWICE.")
    private @Nullable String kind;

    @Mixin
    private PagingOptions paging = new PagingOptions();

    @Override
    protected String service() {
        return ReconcileCommand.PAYMENTS;
    }

    @Override
    protected JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        FilterParams filter = new FilterParams().with("status", status).with("kind", kind);
        return api.get(paging.addTo(filter).asQueryOf(ReconcileCommand.PATH + "/differences"));
    }

    @Override
    protected void print(JsonNode answer, PrintWriter out) {
        if (answer.path("differences").isEmpty()) {
            out.println("No difference matches.");
            return;
        }
        answer.path("differences").forEach(difference -> print(out, difference));
        printNextPageHint(answer, out);
    }

    private static void print(PrintWriter out, JsonNode difference) {
        out.printf(
                "%s  %s  %s%n",
                TextTable.text(difference, "id"),
                TextTable.text(difference, "status"),
                TextTable.text(difference, "kind"));
        ReconciliationText.printField(out, "checkout", TextTable.text(difference, "checkoutId"));
        ReconciliationText.printField(out, "ours", side(difference.path("ours")));
        ReconciliationText.printField(out, "theirs", side(difference.path("theirs")));
        ReconciliationText.printField(out, "owner", TextTable.text(difference, "owner"));
        ReconciliationText.printField(out, "to do", TextTable.text(difference, "whatToDo"));
        ReconciliationText.printField(
                out,
                "seen",
                "first %s, last %s"
                        .formatted(TextTable.text(difference, "firstSeen"), TextTable.text(difference, "lastSeen")));
        JsonNode settlement = difference.path("settlement");
        if (settlement.isObject()) {
            ReconciliationText.printField(
                    out,
                    "settled",
                    "%s by %s: %s"
                            .formatted(
                                    TextTable.text(settlement, "at"),
                                    TextTable.text(settlement, "by"),
                                    TextTable.text(settlement, "why")));
        }
    }

    /** Such as {@code CAPTURED, amount 19.98 EUR, refunded 0.00 EUR}. */
    private static String side(JsonNode side) {
        if (!side.isObject()) {
            return "nothing is known";
        }
        StringBuilder text = new StringBuilder(TextTable.text(side, "status"));
        side.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isObject()) {
                text.append(", %s %s %s"
                        .formatted(field.getKey(), TextTable.text(value, "amount"), TextTable.text(value, "currency")));
            } else if (value.isNumber()) {
                text.append(", %s %s".formatted(field.getKey(), value.asString()));
            }
        });
        return text.toString();
    }
}
