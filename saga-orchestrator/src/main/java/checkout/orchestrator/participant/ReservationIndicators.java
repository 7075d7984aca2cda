package checkout.orchestrator.participant;

import checkout.saga.runtime.peer.Indicator;
import checkout.saga.runtime.peer.Indicator.Level;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Says in words what inventory-service answers about a reservation. */
final class ReservationIndicators {
    private ReservationIndicators() {}

    static List<Indicator> of(JsonNode reservation) {
        List<Indicator> all = new ArrayList<>();
        for (JsonNode line : reservation.path("lines")) {
            all.add(Indicator.of(
                    line.path("sku").asString(""), line.path("quantity").asInt() + " asked for"));
        }
        for (JsonNode shortage : reservation.path("shortages")) {
            all.add(new Indicator(
                    shortage.path("sku").asString(""),
                    "only %d were available"
                            .formatted(shortage.path("available").asInt()),
                    Level.ATTENTION));
        }
        for (JsonNode line : reservation.path("returned")) {
            all.add(Indicator.of(
                    line.path("sku").asString(""), line.path("quantity").asInt() + " came back"));
        }
        Timestamps.add(all, "Decided", reservation, "decidedAt");
        Timestamps.add(all, "Held until", reservation, "expiresAt");
        return all;
    }
}
