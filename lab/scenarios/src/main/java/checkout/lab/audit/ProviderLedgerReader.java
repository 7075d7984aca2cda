package checkout.lab.audit;

import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the card network says it did, by checkout, in minor units. */
final class ProviderLedgerReader {
    private static final int PAGE = 1_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.builder().build();
    private final String url;

    ProviderLedgerReader(String url) {
        this.url = url;
    }

    /** @param net charged and not given back
     *  @param charges how often the card was charged, given back or not */
    record Charged(long net, int charges) {}

    Map<UUID, Charged> charged() throws InterruptedException {
        Map<UUID, Charged> charged = new HashMap<>();
        String cursor = "";
        do {
            JsonNode page = page(cursor);
            for (JsonNode entry : page.at("/entries")) {
                long net = entry.at("/charged").asLong() - entry.at("/refunded").asLong();
                int charges = entry.at("/charges").asInt();
                charged.put(UUID.fromString(entry.at("/checkoutId").asString()), new Charged(net, charges));
            }
            cursor = page.at("/nextCursor").isMissingNode()
                    ? ""
                    : page.at("/nextCursor").asString();
        } while (!cursor.isEmpty());
        return charged;
    }

    private JsonNode page(String cursor) throws InterruptedException {
        String query = "?limit=" + PAGE + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1/ledger" + query))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new StackException(
                        "The card network's ledger answered %d: %s".formatted(answer.statusCode(), answer.body()));
            }
            return json.readTree(answer.body());
        } catch (IOException silent) {
            throw new StackException(
                    "The card network's ledger at %s does not answer (%s).".formatted(url, silent), silent);
        }
    }
}
