package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.testinfra.TestProducer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Red means: the catalogue shows a wrong availability, hides how old it is, or leaves products out of its pages. */
class CatalogueTest extends RunningCatalogue {
    private static final String CACHE = "/v1/admin/availability-cache";

    @BeforeEach
    void clear() {
        inventory.thaw();
        inventory.set("TEA-001", 7);
        assertThat(send(as("operator", CACHE).DELETE()).statusCode()).isEqualTo(200);
        inventory.forgetRequests();
    }

    @Test
    void showsHowOldAQuantityIs() {
        HttpResponse<String> first = get("/v1/products", ONE);
        assertThat(first.headers().firstValue("Cache-Status"))
                .hasValueSatisfying(status -> assertThat(status).startsWith("availability; fwd=miss; ttl="));
        assertThat(first.headers().firstValue("Age")).isPresent();
        assertThat(offered("TEA-001")).hasValueSatisfying(product -> {
            assertThat(product.at("/available").asInt()).isEqualTo(7);
            assertThat(product.at("/availableAgeSeconds").isIntegralNumber()).isTrue();
        });
        assertThat(offered("CUP-001")).as("inventory has none").hasValueSatisfying(product -> assertThat(
                        product.at("/available").asInt(-1))
                .isZero());
        HttpResponse<String> second = get("/v1/products", ONE);
        assertThat(second.headers().firstValue("Cache-Status"))
                .hasValueSatisfying(status -> assertThat(status).startsWith("availability; hit; ttl="));
        assertThat(inventory.requests()).as("one request for all products").hasSize(1);
    }

    @Test
    void manyReadersOfAColdCacheCauseOneRequest() {
        inventory.freeze();
        List<CompletableFuture<HttpResponse<String>>> readers = IntStream.range(0, 300)
                .mapToObj(i -> sendWithoutWaiting(request("/v1/products", ONE)))
                .toList();
        await().until(() -> inventory.requests().size() == 1);
        inventory.thaw();
        assertThat(readers)
                .allSatisfy(reader -> assertThat(reader.join().body()).contains("\"available\":7,"));
        assertThat(inventory.requests()).hasSize(1);
    }

    @Test
    void answersWithoutABodyWhileNothingHasChanged() {
        String tag = get("/v1/products", ONE).headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> unchanged = send(request("/v1/products", ONE).header("If-None-Match", tag));
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(unchanged.body()).isEmpty();
        assertThat(unchanged.headers().firstValue("Cache-Status")).isPresent();

        inventory.set("TEA-001", 6);
        send(as("operator", CACHE + "?sku=TEA-001").DELETE());
        HttpResponse<String> changed = send(request("/v1/products", ONE).header("If-None-Match", tag));
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).contains("\"available\":6,");
    }

    @Test
    void renewsAQuantityThatInventoryAnnouncesToHaveChanged() {
        get("/v1/products", ONE);
        inventory.set("TEA-001", 0);
        try (TestProducer relay = new TestProducer(kafka)) {
            await().untilAsserted(() -> {
                relay.send(
                        "inventory.events",
                        "TEA-001",
                        "{\"sku\":\"TEA-001\",\"available\":0}",
                        Map.of("ce_id", UUID.randomUUID().toString(), "ce_type", "inventory.StockChanged.v1"));
                assertThat(offered("TEA-001").orElseThrow().at("/available").asInt(-1))
                        .isZero();
            });
        }
    }

    @Test
    void listsEveryProductOnOnePage() {
        jdbc.update("""
                insert into product (sku, name, description, price_minor, currency)
                select 'PAGED-' || n, 'Same name', '', 100, 'EUR' from generate_series(1, 30) n on conflict do nothing
                """);
        await().until(() -> offered("PAGED-30").isPresent());
        List<String> all = skus(get("/v1/products?limit=500", ONE));
        List<String> paged = new ArrayList<>();
        String path = "/v1/products?limit=7";
        while (path != null) {
            HttpResponse<String> page = get(path, ONE);
            assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
            paged.addAll(skus(page));
            String cursor = body(page).at("/nextCursor").asString("");
            String link = page.headers().firstValue("Link").orElse("");
            assertThat(link)
                    .isEqualTo(
                            cursor.isEmpty()
                                    ? ""
                                    : "<http://127.0.0.1:%d/v1/products?limit=7&cursor=%s>; rel=\"next\""
                                            .formatted(port, cursor));
            path = cursor.isEmpty() ? null : "/v1/products?limit=7&cursor=" + cursor;
        }
        assertThat(paged).doesNotHaveDuplicates().isEqualTo(all).hasSizeGreaterThan(40);
    }

    private List<String> skus(HttpResponse<String> page) {
        Stream<JsonNode> products = body(page).at("/products").valueStream();
        return products.map(product -> product.at("/sku").asString()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=501", "limit=x", "cursor=%25", "cursor=abc", "cursor=_w"})
    void explainsWhatIsWrongWithAPage(String query) {
        HttpResponse<String> answer = get("/v1/products?" + query, ONE);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(body(answer).at("/detail").asString()).isNotBlank();
    }

    @Test
    void showsWhatIsCached() {
        get("/v1/products", ONE);
        JsonNode cache = body(send(as("viewer", CACHE + "?sku=TEA-001")));
        assertThat(cache.at("/entries/0/available").asInt()).isEqualTo(7);
        assertThat(cache.at("/entries/0/use").asString()).isEqualTo("FRESH");
        assertThat(cache.at("/circuitBreaker").asString()).isEqualTo("CLOSED");
        assertThat(cache.at("/skus").asInt()).isPositive();
        assertThat(cache.at("/requests/answered").asInt()).isPositive();
        assertThat(send(as("viewer", CACHE + "?limit=0")).statusCode()).isEqualTo(400);
    }

    @Test
    void onlyOperatorsClearTheCacheAndNoStorefrontSeesIt() {
        assertThat(send(as("viewer", CACHE).DELETE()).statusCode()).isEqualTo(403);
        assertThat(get(CACHE, ONE).statusCode()).isEqualTo(401);
        assertThat(get("/v1/admin/anything", ONE).statusCode()).isEqualTo(401);
        assertThat(send(as("admin", "/v1/admin/anything")).statusCode()).isEqualTo(403);
        assertThat(send(as("admin", "/v1/products")).statusCode()).isEqualTo(401);
    }
}
