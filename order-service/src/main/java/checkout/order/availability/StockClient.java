package checkout.order.availability;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks inventory-service for quantities. A request under way occupies no thread and ends within the timeout. */
final class StockClient implements AutoCloseable {
    private static final int OK = 200;

    private final HttpClient http;
    private final JsonMapper json = JsonMapper.builder().build();
    private final StockClientSettings settings;
    private final URI url;
    private final String authorization;

    record Item(String sku, int available) {}

    record StockList(List<Item> items) {}

    StockClient(StockClientSettings settings, URI url) {
        this.settings = settings;
        this.url = url;
        String user = settings.username() + ":" + settings.password();
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .build();
    }

    /** The length that a sku adds to the request line, which the server limits. */
    static int lengthInRequest(String sku) {
        return "&sku=".length() + sku.length();
    }

    /** What is available of these skus, as far as inventory-service has them. */
    CompletableFuture<Map<String, Integer>> availableOf(Collection<String> skus) {
        CompletableFuture<HttpResponse<byte[]>> sent = http.sendAsync(request(skus), BodyHandlers.ofByteArray());
        return sent.copy()
                // the client's own timeout covers only the headers, but a body may stall or never end
                .orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((response, failure) -> sent.cancel(true))
                .thenApply(this::read);
    }

    private HttpRequest request(Collection<String> skus) {
        String query = skus.stream()
                .map(sku -> "sku=" + URLEncoder.encode(sku, StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(URI.create(url + "/v1/stock?" + query))
                .timeout(settings.timeout())
                .header("Authorization", authorization)
                .build();
    }

    private Map<String, Integer> read(HttpResponse<byte[]> response) {
        if (response.statusCode() != OK) {
            throw new CompletionException(new IOException("it answered with status " + response.statusCode()));
        }
        try {
            Map<String, Integer> bySku = new HashMap<>();
            json.readValue(response.body(), StockList.class)
                    .items()
                    .forEach(item -> bySku.put(item.sku(), item.available()));
            return bySku;
        } catch (JacksonException notStock) {
            throw new CompletionException(new IOException("its answer is not a list of stock", notStock));
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
