package checkout.lab.audit;

import checkout.lab.http.JsonHttpClient;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Reads what the payment provider's ledger says of each checkout, in minor units. */
public final class ProviderLedgerReader {
    private static final int PAGE_SIZE = 1_000;

    private final JsonHttpClient http = JsonHttpClient.anonymous();
    private final String url;

    public ProviderLedgerReader(String url) {
        this.url = url;
    }

    /**
     * The charges of one checkout.
     *
     * @param times how often the card was charged, refunded or not
     * @param capturable authorized, and neither captured nor given back
     * @param refunded given back, whether it was captured before or not
     */
    public record ProviderCharge(int times, long charged, long capturable, long captured, long refunded) {
        /** What is blocked on the card or taken from it at present. */
        public long net() {
            return charged - refunded;
        }
    }

    /** By checkout. */
    public Map<UUID, ProviderCharge> charges() throws InterruptedException {
        Map<UUID, ProviderCharge> charges = new HashMap<>();
        String cursor = "";
        do {
            JsonNode page =
                    http.get(url + "/v1/ledger?limit=" + PAGE_SIZE + cursor).bodyIfSuccessful();
            for (JsonNode entry : page.path("entries")) {
                charges.put(
                        UUID.fromString(entry.path("checkoutId").asString()),
                        new ProviderCharge(
                                entry.path("charges").asInt(),
                                entry.path("charged").asLong(),
                                entry.path("capturable").asLong(),
                                entry.path("captured").asLong(),
                                entry.path("refunded").asLong()));
            }
            String next = page.path("nextCursor").asString("");
            cursor = next.isEmpty() ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        return charges;
    }
}
