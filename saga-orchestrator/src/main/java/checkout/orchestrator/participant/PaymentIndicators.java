package checkout.orchestrator.participant;

import checkout.saga.runtime.peer.Indicator;
import checkout.saga.runtime.peer.Indicator.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Says in words what payment-service answers about a payment. */
final class PaymentIndicators {
    private PaymentIndicators() {}

    static List<Indicator> of(JsonNode payment) {
        List<Indicator> all = new ArrayList<>();
        text(all, "Method", payment.path("method").asString("").toLowerCase(Locale.ROOT));
        text(all, "Amount", money(payment.path("amount")));
        text(all, "Refunded", money(payment.path("refunded")));
        text(all, "Reference", payment.path("reference").asString(""));
        text(all, "Detail", payment.path("detail").asString(""));
        owedCall(all, payment.path("owedCall"));
        for (JsonNode refund : payment.path("refunds")) {
            text(
                    all,
                    "Refund " + refund.path("status").asString("").toLowerCase(Locale.ROOT),
                    money(refund.path("amount")));
            owedCall(all, refund.path("owedCall"));
        }
        Timestamps.add(all, "Changed", payment, "updatedAt");
        Timestamps.add(all, "Held until", payment, "heldUntil");
        return all;
    }

    private static void owedCall(List<Indicator> to, JsonNode call) {
        if (call.isObject()) {
            String error = call.path("lastError").asString("");
            to.add(new Indicator(
                    "Call to the card provider",
                    "owed, after %d attempts%s"
                            .formatted(call.path("attempt").asInt(), error.isEmpty() ? "" : "; it last said: " + error),
                    Level.ATTENTION));
            Timestamps.add(to, "Next call", call, "nextAt");
        }
    }

    private static String money(JsonNode money) {
        return money.isObject()
                ? "%s %s"
                        .formatted(
                                money.path("amount").asString(""),
                                money.path("currency").asString(""))
                : "";
    }

    private static void text(List<Indicator> to, String name, String value) {
        if (!value.isEmpty()) {
            to.add(Indicator.of(name, value));
        }
    }
}
