package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.contracts.KafkaTopics;
import checkout.messaging.MessageHeaders;
import checkout.messaging.MessageIds;
import checkout.testinfra.TestProducer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stands in for the orchestrator: sends commands through Kafka and reads the replies from the outbox. */
final class CommandSender {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcTemplate jdbc;
    private final TestProducer kafka;

    CommandSender(JdbcTemplate jdbc, TestProducer kafka) {
        this.jdbc = jdbc;
        this.kafka = kafka;
    }

    record ReceivedReply(String type, JsonNode body, int attempt) {
        String text(String field) {
            return body.path(field).asString("");
        }
    }

    void authorizeCard(UUID checkout, String token) {
        authorize(checkout, "{\"method\":\"card\",\"token\":\"%s\"}".formatted(token), "19.98");
    }

    /** As part of a trace. */
    void authorizeCard(UUID checkout, String token, String traceparent) {
        Map<String, String> headers = headers(MessageIds.next(), "AuthorizePayment", checkout, 1);
        headers.put(MessageHeaders.TRACEPARENT, traceparent);
        String body = """
                {"checkoutId":"%s","amount":{"amount":"19.98","currency":"EUR"},"payment":{"method":"card","token":"%s"}}""".formatted(checkout, token);
        kafka.send(KafkaTopics.PAYMENTS_COMMANDS, checkout.toString(), body, headers);
    }

    void authorizeWallet(UUID checkout, String account, String amount) {
        authorize(checkout, "{\"method\":\"wallet\",\"accountId\":\"%s\"}".formatted(account), amount);
    }

    private void authorize(UUID checkout, String payment, String amount) {
        authorize(checkout, payment, amount, "null", 1);
    }

    private void authorize(UUID checkout, String payment, String amount, String holdFor, int attempt) {
        send(
                MessageIds.next(),
                "AuthorizePayment",
                checkout,
                """
                {"checkoutId":"%s","amount":{"amount":"%s","currency":"EUR"},"payment":%s,"holdFor":%s}""".formatted(checkout, amount, payment, holdFor),
                attempt);
    }

    void authorizeCardAgain(UUID checkout, String token, int attempt) {
        authorize(checkout, "{\"method\":\"card\",\"token\":\"%s\"}".formatted(token), "19.98", "null", attempt);
    }

    void holdCard(UUID checkout, String token, Duration holdFor) {
        String card = "{\"method\":\"card\",\"token\":\"%s\"}".formatted(token);
        authorize(checkout, card, "19.98", "\"%s\"".formatted(holdFor), 1);
    }

    void holdWallet(UUID checkout, String account, String amount, Duration holdFor) {
        String wallet = "{\"method\":\"wallet\",\"accountId\":\"%s\"}".formatted(account);
        authorize(checkout, wallet, amount, "\"%s\"".formatted(holdFor), 1);
    }

    void voidPayment(UUID checkout) {
        send("VoidPayment", checkout, 1);
    }

    void capture(UUID checkout) {
        send("CapturePayment", checkout, 1);
    }

    void refund(UUID checkout, UUID returnId, String amount) {
        refund(checkout, returnId, amount, "EUR", 1);
    }

    void refund(UUID checkout, UUID returnId, String amount, String currency, int attempt) {
        send(
                MessageIds.next(),
                "RefundPayment",
                checkout,
                """
                {"checkoutId":"%s","returnId":"%s","amount":{"amount":"%s","currency":"%s"}}""".formatted(checkout, returnId, amount, currency),
                attempt);
    }

    void send(String command, UUID checkout, int attempt) {
        send(MessageIds.next(), command, checkout, "{\"checkoutId\":\"%s\"}".formatted(checkout), attempt);
    }

    void send(UUID messageId, String command, UUID checkout, String body, int attempt) {
        kafka.send(
                KafkaTopics.PAYMENTS_COMMANDS,
                checkout.toString(),
                body,
                headers(messageId, command, checkout, attempt));
    }

    private static Map<String, String> headers(UUID messageId, String command, UUID checkout, int attempt) {
        return new HashMap<>(Map.of(
                MessageHeaders.ID,
                messageId.toString(),
                MessageHeaders.TYPE,
                "payments." + command + ".v1",
                MessageHeaders.SAGA_ID,
                checkout.toString(),
                MessageHeaders.SAGA_STEP,
                "authorize payment",
                MessageHeaders.SAGA_ACTION,
                "do",
                MessageHeaders.SAGA_ATTEMPT,
                Integer.toString(attempt)));
    }

    /** Waits until the checkout has this many replies, checks that it has no more, and returns the last. */
    ReceivedReply awaitReply(UUID checkout, int count) {
        eventually().until(() -> replies(checkout).size() >= count);
        List<ReceivedReply> replies = replies(checkout);
        assertThat(replies).hasSize(count);
        return replies.get(count - 1);
    }

    ReceivedReply awaitReply(UUID checkout) {
        return awaitReply(checkout, 1);
    }

    List<ReceivedReply> replies(UUID checkout) {
        return jdbc.query(
                """
                select type, payload, attempt from outbox
                where message_key = ? and topic = 'checkout.replies' and saga_id = ?
                order by id
                """,
                (row, number) -> new ReceivedReply(row.getString(1), JSON.readTree(row.getString(2)), row.getInt(3)),
                checkout.toString(),
                checkout);
    }

    /** Long enough for consumers that begin again because another context was used in between. */
    static ConditionFactory eventually() {
        return await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(30));
    }

    String status(UUID checkout) {
        List<String> found =
                jdbc.queryForList("select status from payment where checkout_id = ?", String.class, checkout);
        return found.isEmpty() ? "none" : found.getFirst();
    }

    String refundStatus(UUID returnId) {
        List<String> found = jdbc.queryForList("select status from refund where return_id = ?", String.class, returnId);
        return found.isEmpty() ? "none" : found.getFirst();
    }

    void awaitRefundStatus(UUID returnId, String status) {
        eventually().untilAsserted(() -> assertThat(refundStatus(returnId)).isEqualTo(status));
    }

    void awaitStatus(UUID checkout, String status) {
        eventually().untilAsserted(() -> assertThat(status(checkout)).isEqualTo(status));
    }
}
