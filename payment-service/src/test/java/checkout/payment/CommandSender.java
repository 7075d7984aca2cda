package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.contracts.KafkaTopics;
import checkout.messaging.MessageHeaders;
import checkout.messaging.MessageIds;
import checkout.testinfra.TestProducer;
import checkout.testinfra.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to the service as the orchestrator does: commands into Kafka, replies from the outbox. */
final class CommandSender {
    static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TestProducer KAFKA = new TestProducer(TestServers.kafka());

    private final JdbcTemplate jdbc;

    CommandSender(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    record Heard(String type, JsonNode body, int attempt) {
        String said(String field) {
            return body.path(field).asString("");
        }
    }

    void authorizeCard(UUID checkout, String token) {
        authorize(checkout, "{\"method\":\"card\",\"token\":\"%s\"}".formatted(token), "19.98");
    }

    void authorizeWallet(UUID checkout, String account, String amount) {
        authorize(checkout, "{\"method\":\"wallet\",\"accountId\":\"%s\"}".formatted(account), amount);
    }

    private void authorize(UUID checkout, String payment, String amount) {
        send(MessageIds.next(), "AuthorizePayment", checkout, """
                {"checkoutId":"%s","amount":{"amount":"%s","currency":"EUR"},"payment":%s}""".formatted(checkout, amount, payment), 1);
    }

    void voidPayment(UUID checkout) {
        send("VoidPayment", checkout, 1);
    }

    void capture(UUID checkout) {
        send("CapturePayment", checkout, 1);
    }

    void send(String command, UUID checkout, int attempt) {
        send(MessageIds.next(), command, checkout, "{\"checkoutId\":\"%s\"}".formatted(checkout), attempt);
    }

    void send(UUID messageId, String command, UUID checkout, String body, int attempt) {
        KAFKA.send(
                KafkaTopics.PAYMENTS_COMMANDS,
                checkout.toString(),
                body,
                Map.of(
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

    /** The last of so many replies to this checkout, and no more than those have come. */
    Heard hears(UUID checkout, int count) {
        patiently().until(() -> replies(checkout).size() >= count);
        List<Heard> replies = replies(checkout);
        assertThat(replies).hasSize(count);
        return replies.get(count - 1);
    }

    Heard hears(UUID checkout) {
        return hears(checkout, 1);
    }

    List<Heard> replies(UUID checkout) {
        return jdbc.query(
                """
                select type, payload, attempt from outbox
                where message_key = ? and topic = 'checkout.replies' and saga_id = ?
                order by id
                """,
                (row, number) -> new Heard(row.getString(1), JSON.readTree(row.getString(2)), row.getInt(3)),
                checkout.toString(),
                checkout);
    }

    private static ConditionFactory patiently() {
        return await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20));
    }

    String status(UUID checkout) {
        List<String> found =
                jdbc.queryForList("select status from payment where checkout_id = ?", String.class, checkout);
        return found.isEmpty() ? "none" : found.get(0);
    }

    void awaitStatus(UUID checkout, String status) {
        patiently().untilAsserted(() -> assertThat(status(checkout)).isEqualTo(status));
    }
}
