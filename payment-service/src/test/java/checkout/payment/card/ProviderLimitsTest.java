package checkout.payment.card;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.payment.ProviderSimulatorProcess;
import checkout.payment.provider.CardSettings;
import checkout.payment.provider.ProviderLedger;
import checkout.payment.provider.ProviderLedgerPage;
import checkout.payment.provider.TestCardSettings;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import tools.jackson.databind.JsonNode;

/** If this fails, the provider is called more often than it allows, or cards that hang keep the others waiting. */
class ProviderLimitsTest extends CardInstanceTestBase {
    private final ProviderSimulatorProcess simulator = ProviderSimulatorProcess.running();

    @AfterEach
    void clearFaults() {
        simulator.faults("{}");
    }

    /** Two instances share what they make of a limit of 20 calls a second; the busy machine that tests run on needs the rest. */
    @Test
    void neverExceedsTheProvidersRate() {
        simulator.faults("{\"callsPerSecond\":20}");
        CardSettings settings = TestCardSettings.of(
                simulator.url(), Map.of("calls-per-second", "12", "sweep-every", "50ms", "timeout", "2s"));
        AnnotationConfigApplicationContext first = start(settings);
        start(settings);
        List<UUID> checkouts = insert(first, 100, i -> i % 10 == 0 ? "tok_flaky" : "tok_ok");

        await().atMost(Duration.ofMinutes(1)).until(() -> authorized(checkouts) == checkouts.size());
        JsonNode seen = simulator.faults();
        assertThat(seen.path("callsOverLimit").asLong()).isZero();
        assertThat(seen.path("busiestSecond").asInt()).isBetween(6, 20);
        assertThat(seen.path("calls").asLong()).isGreaterThanOrEqualTo(140);
    }

    /** The database's clock was an hour ahead, calls were made, and the clock was corrected. */
    @Test
    void aClockThatWasAheadDoesNotStopTheCallsUntilItsTimeHasCome() {
        AnnotationConfigApplicationContext instance =
                start(TestCardSettings.of(simulator.url(), Map.of("calls-per-second", "20", "sweep-every", "50ms")));
        jdbc.update("update provider_call_rate set spent_until = now() + interval '1 hour'");
        List<UUID> checkouts = insert(instance, 20, i -> "tok_ok");

        await().until(() -> authorized(checkouts) == checkouts.size());
        assertThat(jdbc.queryForObject(
                        "select spent_until < now() + interval '2 seconds' from provider_call_rate", boolean.class))
                .isTrue();
    }

    /** Nobody told us of the limit: the first answer that asks to wait stops all calls. */
    @Test
    void aProviderThatAsksToWaitIsLeftAlone() {
        simulator.faults("{\"callsPerSecond\":20}");
        AnnotationConfigApplicationContext instance =
                start(TestCardSettings.of(simulator.url(), Map.of("concurrency", "8", "sweep-every", "50ms")));
        List<UUID> checkouts = insert(instance, 60, i -> "tok_ok");

        await().atMost(Duration.ofMinutes(1)).until(() -> authorized(checkouts) == checkouts.size());
        // those under way when the first was refused, after each pause
        assertThat(simulator.faults().path("callsOverLimit").asLong()).isBetween(1L, 60L);
    }

    @Test
    void cardsThatHangDoNotKeepAnotherWaiting() throws IOException {
        Set<String> hanging = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            HttpServer provider = hangingProvider(hanging, threads);
            String url = "http://127.0.0.1:" + provider.getAddress().getPort();
            AnnotationConfigApplicationContext instance =
                    start(TestCardSettings.of(url, Map.of("timeout", "8s", "lease", "20s", "slow-after", "200ms")));
            for (IntFunction<String> tokens : List.<IntFunction<String>>of(i -> "tok_hang", i -> "tok_hang_" + i)) {
                hanging.clear();
                insert(instance, 64, tokens);
                await().until(() -> hanging.size() >= 16);

                long begun = System.nanoTime();
                List<UUID> others = insert(instance, 1, i -> "tok_ok");
                await().pollInterval(Duration.ofMillis(5)).until(() -> authorized(others) == 1);
                // long before any of the calls that hang is given up
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(6));
            }
            provider.stop(0);
            closeInstances();
            threads.shutdownNow();
        }
    }

    @Test
    void readsTheProvidersLedgerPageByPage() throws Exception {
        AnnotationConfigApplicationContext instance =
                start(TestCardSettings.of(simulator.url(), Map.of("sweep-every", "50ms")));
        List<UUID> checkouts = insert(instance, 7, i -> "tok_ok");
        await().until(() -> authorized(checkouts) == checkouts.size());

        ProviderLedger ledger = instance.getBean(ProviderLedger.class);
        Set<UUID> found = new HashSet<>();
        ProviderLedgerPage page = ledger.page(null, 3);
        while (page.nextCursor() != null) {
            assertThat(page.entries()).hasSize(3);
            page.entries().forEach(entry -> found.add(entry.checkoutId()));
            page = ledger.page(page.nextCursor(), 3);
        }
        page.entries().forEach(entry -> found.add(entry.checkoutId()));
        assertThat(found).containsAll(checkouts);
        assertThat(ledger.account(checkouts.getFirst())).hasValueSatisfying(account -> {
            assertThat(account.charged()).isEqualTo(1998);
            assertThat(account.charges()).isEqualTo(1);
        });
        assertThat(ledger.account(UUID.randomUUID())).isEmpty();
    }

    /** Answers tok_ok at once, and no other token at all. */
    private static HttpServer hangingProvider(Set<String> hanging, ExecutorService threads) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        server.setExecutor(threads);
        server.createContext("/v1/authorizations", exchange -> {
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            String checkout = body.path("checkoutId").asString();
            if (!body.path("token").asString("").equals("tok_ok")) {
                hanging.add(checkout);
                return;
            }
            byte[] answer = """
                    {"checkoutId":"%s","status":"AUTHORIZED","reference":"r-1","amount":1998,"currency":"EUR"}""".formatted(checkout).getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }

    private long authorized(List<UUID> checkouts) {
        Long found = jdbc.queryForObject(
                "select count(*) from payment where status = 'AUTHORIZED' and checkout_id = any (?)",
                Long.class,
                (Object) checkouts.toArray(UUID[]::new));
        return found == null ? 0 : found;
    }
}
