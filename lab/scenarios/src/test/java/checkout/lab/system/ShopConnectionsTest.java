package checkout.lab.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The shop with several orders under way, against an order-service that the test plays. Red here: a tab takes the connections that the
 * browser's other tabs need, or its orders are not followed to their end.
 */
class ShopConnectionsTest extends PageBrowser {
    private static final String COUNTED = """
            const Source = window.EventSource;
            window.streams = [];
            window.EventSource = class extends Source {
                constructor(path) { super(path); window.streams.push(this); }
            };
            """;
    private static final String ORDER = """
            {"checkoutId":"%s","status":"%s","placedAt":"2026-01-01T00:00:00Z","total":{"amount":"12.50","currency":"EUR"},
             "lines":[{"sku":"TEA-001","quantity":1}],"returns":[]}""";
    private static final List<String> ORDERS = List.of("order-1", "order-2", "order-3");

    private final AtomicInteger asked = new AtomicInteger();
    private PlayedOrchestrator shop;

    @BeforeAll
    static void streamsAreCounted() {
        browser.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", COUNTED));
    }

    @BeforeEach
    void threeOrdersAreUnderWay() throws IOException {
        shop = new PlayedOrchestrator("order-service", "shop/index.html");
        shop.on("GET /v1/products", "{\"products\":[]}");
        shop.on(
                "GET /v1/checkouts",
                ORDERS.stream()
                        .map(id -> ORDER.formatted(id, "PENDING"))
                        .collect(Collectors.joining(",", "{\"nextCursor\":null,\"checkouts\":[", "]}")));
        ORDERS.forEach(id -> {
            shop.onStream("GET /v1/checkouts/%s/events".formatted(id), () -> ": still here\n\n");
            shop.on("GET /v1/checkouts/" + id, body -> {
                asked.incrementAndGet();
                return ORDER.formatted(id, "PENDING");
            });
        });
    }

    @AfterEach
    void stop() {
        browser.get("about:blank");
        shop.close();
    }

    @Test
    void followsOneOrderByAStreamAndAsksForTheOthers() {
        browser.get(shop.url("/"));
        wait.until(page -> streams() > 0 && asked.get() >= ORDERS.size());
        assertThat(streams()).isEqualTo(1);
        hide(true);
        assertThat(streams()).isZero();
        hide(false);
        assertThat(streams()).isEqualTo(1);
    }

    @Test
    void everyOrderIsSeenToEnd() {
        browser.get(shop.url("/"));
        wait.until(page -> streams() == 1);
        ORDERS.forEach(id -> {
            shop.on("GET /v1/checkouts/" + id, ORDER.formatted(id, "REJECTED"));
            shop.onStream("GET /v1/checkouts/%s/events".formatted(id), () -> """
                    event: progress
                    data: {"checkoutId":"%s","stage":"REJECTED","at":"2026-01-01T00:00:01Z","status":"REJECTED","reason":"OUT_OF_STOCK"}

                    """.formatted(id));
        });
        hide(true);
        hide(false);
        wait.until(page -> rejected() == ORDERS.size());
    }

    private static long rejected() {
        return number("return document.querySelectorAll('[data-testid=checkout][data-status=REJECTED]').length");
    }

    private static long streams() {
        return number("return window.streams.filter(each => each.readyState !== 2).length");
    }

    private static long number(String script) {
        return ((Number) Objects.requireNonNull(browser.executeScript(script))).longValue();
    }
}
