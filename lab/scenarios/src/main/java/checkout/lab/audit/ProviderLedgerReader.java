package checkout.lab.audit;

import checkout.lab.http.JsonHttpClient;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Reads what the payment provider's ledger says of each checkout, in minor units. */
final class ProviderLedgerReader {
    private static final int PAGE_SIZE = 1_000;

    private final JsonHttpClient http = JsonHttpClient.anonymous();
    private final String url;

    ProviderLedgerReader(String url) {
        this.url = url;
    }

    /**
     * The charges of one checkout.
     *
     * @param net charged minus refunded
     * @param times how often the card was charged, refunded or not
     */
    record ProviderCharge(long net, int times) {}

    Map<UUID, ProviderCharge> charges() throws InterruptedException {
        Map<UUID, ProviderCharge> charges = new HashMap<>();
        String cursor = "";
        do {
            JsonNode page =
                    http.get(url + "/v1/ledger?limit=" + PAGE_SIZE + cursor).bodyIfSuccessful();
            for (JsonNode entry : page.path("entries")) {
                long net =
                        entry.path("charged").asLong() - entry.path("refunded").asLong();
                charges.put(
                        UUID.fromString(entry.path("checkoutId").asString()),
                        new ProviderCharge(net, entry.path("charges").asInt()));
            }
            String next = page.path("nextCursor").asString("");
            cursor = next.isEmpty() ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        return charges;
    }
}
