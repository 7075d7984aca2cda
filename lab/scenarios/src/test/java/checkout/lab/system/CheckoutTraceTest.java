package checkout.lab.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.run.LocalStack;
import checkout.testinfra.SpanCollector;
import checkout.testinfra.SpanCollector.CollectedSpan;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The services of the stack send their spans to a collector. Red here: a checkout is not one trace across the services, Kafka and
 * the provider, or spans are sent that their caller does not want.
 */
class CheckoutTraceTest {
    private static final List<String> TRACED =
            List.of("order-service", "inventory-service", "payment-service", "saga-orchestrator");
    private static final String CALLER = "00f067aa0ba902b7";

    /** Each span of a checkout that is paid by card, below the one that has caused it. */
    private static final String WHOLE = """
            order-service: POST /v1/checkouts
              saga-orchestrator: process orders.OrderPlaced.v1
                inventory-service: process inventory.ReserveStock.v1
                  saga-orchestrator: process inventory.StockReserved.v1
                    payment-service: process payments.AuthorizePayment.v1
                      payment-service: POST authorizations
                      saga-orchestrator: process payments.PaymentAuthorized.v1
                        inventory-service: process inventory.CommitStock.v1
                          saga-orchestrator: process inventory.StockCommitted.v1
                        order-service: process orders.ConfirmOrder.v1
                          saga-orchestrator: process orders.OrderConfirmed.v1
                        payment-service: process payments.CapturePayment.v1
                          payment-service: POST captures
                          saga-orchestrator: process payments.PaymentCaptured.v1
            """;

    private static @Nullable SpanCollector collector;
    private static @Nullable ForwardingProvider provider;
    private static final List<StackPart> traced = new ArrayList<>();

    private final Shopper shopper = new Shopper(stack());
    private final String trace = UUID.randomUUID().toString().replace("-", "");

    @BeforeAll
    static void startTraced() throws IOException, InterruptedException {
        SpanCollector spans = SpanCollector.start();
        collector = spans;
        ForwardingProvider before = ForwardingProvider.before(stack().ports().url("provider-simulator"));
        provider = before;
        Map<String, String> settings = Map.of(
                "CHECKOUT_TRACING_ENDPOINT",
                spans.endpoint(),
                "CHECKOUT_TRACING_SAMPLE",
                "0",
                "CHECKOUT_PAYMENT_CARD_URL",
                before.url());
        for (String name : TRACED) {
            StackPart own = stack().part(name);
            traced.add(stack().instance(name, name, own.port(), settings));
        }
        stack().stop(TRACED.stream().map(name -> stack().part(name)).toList(), sentence -> {});
        stack().start(traced, (part, took) -> {});
    }

    @AfterAll
    static void startAsBefore() throws InterruptedException {
        stack().stop(traced, sentence -> {});
        RunningStack.get().start();
        if (provider != null) {
            provider.close();
        }
        if (collector != null) {
            collector.close();
        }
    }

    @Test
    void aCheckoutIsOneTraceFromTheStorefrontToTheProviderAndBack() {
        String checkout = shopper.buyTraced("TEA-001", Shopper.CARD, traceparent("01"));
        assertThat(shopper.awaitEnd(checkout)).isEqualTo("CONFIRMED");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(tree()).isEqualTo(WHOLE));

        List<String> calls = spans().stream()
                .filter(span ->
                        span.name().startsWith("POST ") && span.service().equals("payment-service"))
                .map(CollectedSpan::traceparent)
                .toList();
        assertThat(provider().traceparentsOf(trace)).hasSize(2).containsExactlyInAnyOrderElementsOf(calls);
    }

    @Test
    void aCheckoutThatItsCallerDoesNotSampleSendsNoSpanAnywhere() {
        String unsampled = shopper.buyTraced("TEA-001", Shopper.CARD, traceparent("00"));
        assertThat(shopper.awaitEnd(unsampled)).isEqualTo("CONFIRMED");
        await().until(() -> provider().traceparentsOf(trace).size() == 2);
        assertThat(provider().traceparentsOf(trace)).allMatch(context -> context.endsWith("-00"));

        // a later one that is sampled has arrived, so an earlier one would have
        CheckoutTraceTest later = new CheckoutTraceTest();
        later.aCheckoutIsOneTraceFromTheStorefrontToTheProviderAndBack();
        assertThat(spans()).isEmpty();
    }

    /** The spans that have arrived, each below its parent; the caller's is not among them. */
    private String tree() {
        Map<String, List<CollectedSpan>> children = new HashMap<>();
        spans().forEach(span -> children.computeIfAbsent(span.parentId(), parent -> new ArrayList<>())
                .add(span));
        StringBuilder tree = new StringBuilder();
        append(tree, "", CALLER, children);
        return tree.toString();
    }

    private static void append(
            StringBuilder tree, String indent, String parent, Map<String, List<CollectedSpan>> children) {
        children.getOrDefault(parent, List.of()).stream()
                .sorted(Comparator.comparing(CollectedSpan::service).thenComparing(CollectedSpan::name))
                .forEach(span -> {
                    tree.append(indent)
                            .append(span.service())
                            .append(": ")
                            .append(span.name())
                            .append('\n');
                    append(tree, indent + "  ", span.spanId(), children);
                });
    }

    private List<CollectedSpan> spans() {
        return Objects.requireNonNull(collector).of(trace);
    }

    private static ForwardingProvider provider() {
        return Objects.requireNonNull(provider);
    }

    private String traceparent(String flags) {
        return "00-%s-%s-%s".formatted(trace, CALLER, flags);
    }

    private static LocalStack stack() {
        return RunningStack.get().stack();
    }
}
