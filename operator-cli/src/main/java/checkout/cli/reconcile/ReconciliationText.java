package checkout.cli.reconcile;

import checkout.cli.command.TextTable;
import java.io.PrintWriter;
import tools.jackson.databind.JsonNode;

/** What is printed of a reconciliation. */
final class ReconciliationText {

    private ReconciliationText() {}

    static String progress(JsonNode run) {
        return "%s checkouts of %s pages compared, %s payments looked for, %s suspects, %s differences"
                .formatted(
                        run.path("compared").asString("0"),
                        run.path("pages").asString("0"),
                        run.path("payments").asString("0"),
                        run.path("suspects").asString("0"),
                        run.path("differences").asString("0"));
    }

    static String phase(JsonNode run) {
        return switch (run.path("phase").asString("")) {
            case "PROVIDER_LEDGER" -> "reads the provider's ledger";
            case "OUR_PAYMENTS" -> "looks for payments that the provider does not know";
            case "SECOND_LOOK" -> "looks at suspects again";
            default -> TextTable.text(run, "phase");
        };
    }

    static void print(JsonNode run, PrintWriter out) {
        out.printf("%s  %s%n", TextTable.text(run, "id"), TextTable.text(run, "state"));
        printField(out, "started", TextTable.text(run, "startedAt") + " by " + TextTable.text(run, "startedBy"));
        if (run.path("finishedAt").isString()) {
            printField(out, "finished", TextTable.text(run, "finishedAt"));
        } else {
            printField(out, "now", phase(run));
        }
        printField(out, "progress", progress(run));
        printField(out, "new", run.path("newDifferences").asString("0") + " differences were not open before");
        if (run.path("undecided").asInt() > 0) {
            printField(
                    out,
                    "undecided",
                    run.path("undecided").asString("0") + " checkouts kept changing; the next run looks at them");
        }
        if (run.path("error").isString()) {
            printField(out, "error", TextTable.text(run, "error"));
        }
    }

    static void printField(PrintWriter out, String name, String value) {
        out.printf("  %-11s %s%n", name, value);
    }
}
