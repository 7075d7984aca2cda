package checkout.saga.runtime.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.messaging.Correlation;
import checkout.messaging.Effects;
import checkout.messaging.MessageTypeRegistry;
import checkout.messaging.RawRecord;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.sql.RoundTrip;
import checkout.saga.runtime.RedactionRules;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.api.PayloadRedaction;
import checkout.saga.runtime.api.Redactions;
import checkout.saga.runtime.deadletter.DeadLetter.Settlement;
import checkout.saga.runtime.deadletter.DeadLetter.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Red here: a dead letter loses what is needed to redrive it, or shows a secret. */
class DeadLetterTest {
    private static final UUID ID = new UUID(0, 1);
    private static final UUID SAGA = new UUID(0, 2);
    private static final Correlation STEP = new Correlation(SAGA, "pay", "DO", 2);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final PayloadRedaction REDACTION =
            Redactions.of(new RedactionRules(Set.of("payments.commands"), Set.of("id"), Set.of()), "payments.commands");

    @Test
    void keepsTheRecordAndWhyItWasRejected() {
        DeadLetter letter = stored(received(
                bytes("{\"a\":1}"),
                Map.of(
                        "dlt-partition", "3",
                        "dlt-offset", "4000000000",
                        "dlt-id", "m-1",
                        "dlt-group", "payments",
                        "dlt-reason", "no such field",
                        "dlt-stack", "at line 1")));

        assertThat(letter)
                .isEqualTo(new DeadLetter(
                        ID,
                        "payments.commands",
                        3,
                        4_000_000_000L,
                        "m-1",
                        "key",
                        "payments.Pay.v1",
                        "payments",
                        "no such field",
                        "at line 1",
                        "{\"a\":1}",
                        null,
                        "{\"dlt-group\":\"payments\",\"dlt-id\":\"m-1\",\"dlt-offset\":\"4000000000\","
                                + "\"dlt-partition\":\"3\",\"dlt-reason\":\"no such field\"}",
                        STEP,
                        "trace",
                        null,
                        Status.OPEN,
                        null));
        assertThat(letter.sagaId()).isEqualTo(SAGA);
    }

    @Test
    void storesEveryRecordOfAPoll() {
        assertThat(stored(List.of(received(bytes("1"), Map.of()), received(bytes("2"), Map.of()))))
                .extracting(DeadLetter::payload)
                .containsExactly("1", "2");
    }

    @Test
    void keepsARecordOfAStranger() {
        DeadLetter letter = stored(received(bytes(""), Map.of("dlt-partition", "one", "dlt-offset", "")));
        assertThat(letter.reason()).isEqualTo("the record does not say why it is here");
        assertThat(letter.partition()).isNull();
        assertThat(letter.offset()).isNull();
        assertThat(letter.stack()).isNull();
        assertThat(stored(received(bytes(""), Map.of())).partition()).isNull();
    }

    @Test
    void keepsBinaryPayloadsAsBase64() {
        DeadLetter letter = stored(received(new byte[] {0, 1, 2}, Map.of()));
        assertThat(letter.payload()).isEqualTo("AAEC");
        assertThat(letter.encoding()).isEqualTo("base64");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            payments.Pay.v1 | key | {} | -
            unknown         | key | {} | it has no type, so no consumer could read it
            ' '             | key | {} | it has no type, so no consumer could read it
            payments.Pay.v1 | ' ' | {} | it has no key, so its order among the other messages is not known
            payments.Pay.v1 | key | '' | it has no body
            """)
    void canBeRedrivenIfItHasTypeKeyAndBody(String type, String key, String payload, @Nullable String missing) {
        assertThat(letter(type, key, payload, null, null, null).missing()).isEqualTo(missing);
    }

    @Test
    void mayConcernNoSaga() {
        assertThat(letter("t", "k", "{}", null, null, null).sagaId()).isNull();
    }

    @Test
    void isShownWithoutItsSecrets() {
        Settlement settlement = new Settlement(Instant.EPOCH, "ann", "fixed", new UUID(0, 9));
        DeadLetter letter = letter("payments.Pay.v1", "key", "{\"id\":1,\"pin\":2}", null, STEP, settlement);
        DeadLetterDetail shown = DeadLetterDetail.of(letter, new UUID(0, 8), Map.of(), REDACTION);

        assertThat(shown.letter())
                .isEqualTo(new DeadLetterSummary(
                        ID,
                        "payments.commands",
                        3,
                        4L,
                        "key",
                        "payments.Pay.v1",
                        "payments",
                        "unexpected 'withheld'",
                        SAGA,
                        Instant.EPOCH,
                        DeadLetter.Status.REDRIVEN,
                        settlement));
        assertThat(shown.messageId()).isEqualTo("m-1");
        assertThat(shown.stack()).isEqualTo("at 'withheld'");
        assertThat(shown.payload()).isEqualTo(JSON.readTree("{\"id\":1,\"pin\":\"withheld\"}"));
        assertThat(shown.encoding()).isNull();
        assertThat(shown.headers())
                .isEqualTo(JSON.readTree("{\"dlt-reason\":\"unexpected 'withheld'\",\"ce_id\":\"m-1\"}"));
        assertThat(shown.correlation()).isEqualTo(STEP);
        assertThat(shown.traceparent()).isEqualTo("trace");
        assertThat(shown.redriveOf()).isEqualTo(new UUID(0, 8));
        assertThat(shown.notRedrivableBecause()).isNull();
    }

    @Test
    void aBinaryPayloadIsNotReadAsJson() {
        DeadLetter letter = letter(DeadLetter.NO_TYPE, "key", "1234", "base64", null, null);
        DeadLetterDetail shown =
                DeadLetterDetail.of(letter, null, Map.of(), Redactions.of(RedactionRules.NONE, "payments.commands"));
        assertThat(shown.payload()).isEqualTo(JSON.getNodeFactory().stringNode("1234"));
        assertThat(shown.encoding()).isEqualTo("base64");
        assertThat(shown.notRedrivableBecause()).startsWith("it has no type");
    }

    @ParameterizedTest
    @CsvSource({"0, 1000", "60000, 1000", "60000, 3600000"})
    void keepsSettledDeadLettersForAsLongAsTheSettingsSay(long keep, long every) {
        assertThat(new DeadLetterSettings(Duration.ofMillis(keep), Duration.ofMillis(every)).keep())
                .hasMillis(keep);
    }

    @ParameterizedTest
    @CsvSource({"-1, 1000, checkout.dead-letters.keep", "0, 999, checkout.dead-letters.every"})
    void refusesSettingsThatWouldDeleteAtOnceOrAllTheTime(long keep, long every, String setting) {
        assertThatThrownBy(() -> new DeadLetterSettings(Duration.ofMillis(keep), Duration.ofMillis(every)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(setting);
    }

    private static DeadLetter stored(ReceivedMessage message) {
        return stored(List.of(message)).getFirst();
    }

    /** The rows that a poll of these messages inserts. */
    private static List<DeadLetter> stored(List<ReceivedMessage> poll) {
        List<DeadLetter> stored = new ArrayList<>();
        DeadLetters table = new DeadLetters(new JdbcTemplate()) {
            @Override
            void insert(List<DeadLetter> letters) {
                stored.addAll(letters);
            }
        };
        DeadLetterSagaLookup sagas =
                new DeadLetterSagaLookup(new SagaTypes(List.of()), new MessageTypeRegistry(List.of()), null);
        Effects effects = new DeadLetterConsumer(table, sagas)
                .prepare(poll, new RoundTrip(new JdbcTemplate()))
                .decide(poll);
        assertThat(effects.messages()).isEmpty();
        return stored;
    }

    private static ReceivedMessage received(byte[] value, Map<String, String> headers) {
        return new ReceivedMessage(
                ID,
                "payments.Pay.v1",
                "key",
                STEP,
                "trace",
                new RawRecord(headers),
                new ConsumerRecord<>("payments.commands.dlt", 0, 0, bytes("key"), value));
    }

    private static DeadLetter letter(
            String type,
            String key,
            String payload,
            @Nullable String encoding,
            @Nullable Correlation correlation,
            @Nullable Settlement settlement) {
        return new DeadLetter(
                ID,
                "payments.commands",
                3,
                4L,
                "m-1",
                key,
                type,
                "payments",
                "unexpected \"tok_ok\"",
                "at \"tok_ok\"",
                payload,
                encoding,
                "{\"dlt-reason\":\"unexpected \\\"tok_ok\\\"\",\"ce_id\":\"m-1\"}",
                correlation,
                "trace",
                Instant.EPOCH,
                settlement == null ? Status.OPEN : Status.REDRIVEN,
                settlement);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
