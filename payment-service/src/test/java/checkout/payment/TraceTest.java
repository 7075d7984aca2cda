package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import checkout.testinfra.SpanCollector.CollectedSpan;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Red here: a checkout's trace ends at payment-service, or spans are sent that their caller does not want. */
class TraceTest extends PaymentServiceTestBase {
    private static final String CALLER = "00f067aa0ba902b7";
    private final String trace = MessageIds.next().toString().replace("-", "");

    @Test
    void theCallToTheProviderAndTheReplyBelongToTheTraceOfTheCommand() {
        orchestrator.authorizeCard(checkout, "tok_ok", traceparent("01"));

        List<CollectedSpan> spans = await().until(() -> collector.of(trace), all -> all.size() >= 2);
        Map<String, CollectedSpan> byName = spans.stream().collect(Collectors.toMap(CollectedSpan::name, span -> span));
        CollectedSpan command = byName.get("process payments.AuthorizePayment.v1");
        assertThat(command.parentId()).isEqualTo(CALLER);
        assertThat(byName.get("POST authorizations").parentId()).isEqualTo(command.spanId());
        assertThat(traceparentOfTheReply()).isEqualTo(command.traceparent());
    }

    @Test
    void whatItsCallerDoesNotSampleIsNotSentAndStaysUnsampled() {
        orchestrator.authorizeCard(checkout, "tok_ok", traceparent("00"));

        assertThat(traceparentOfTheReply()).startsWith("00-" + trace).endsWith("-00");
        assertThat(collector.of(trace)).isEmpty();
    }

    private String traceparentOfTheReply() {
        return await().until(
                        () -> jdbc.queryForList(
                                "select traceparent from outbox where message_key = ?",
                                String.class,
                                checkout.toString()),
                        replies -> !replies.isEmpty())
                .getFirst();
    }

    private String traceparent(String flags) {
        return "00-%s-%s-%s".formatted(trace, CALLER, flags);
    }
}
