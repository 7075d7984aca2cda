package checkout.saga.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.runtime.RedactionRules;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Red here: an operator reads a payment token, or cannot read what is no secret. */
class PayloadRedactionTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SECRET = "payments";
    private static final String PLAIN = "stock";

    private final PayloadRedaction redaction = Redactions.of(
            new RedactionRules(Set.of(SECRET), Set.of("id", "lines", "sku", "payment", "method"), Set.of("payment")),
            SECRET,
            PLAIN);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"id":"1","pin":"2"}                   | {"id":"1","pin":"2"}
            {"id":"1","token":"2"}                 | {"id":"1","token":"withheld"}
            {"cardToken":"2","TOKENS":{"a":1}}     | {"cardToken":"withheld","TOKENS":"withheld"}
            {"a":{"token":"2"},"b":[{"token":"3"}]}| {"a":{"token":"withheld"},"b":[{"token":"withheld"}]}
            {"payment":{"method":"card","no":"4"}} | {"payment":{"method":"card","no":"withheld"}}
            {"payment":"4111"}                     | {"payment":"withheld"}
            {"a":[{"payment":{"no":{"x":1}}}]}     | {"a":[{"payment":{"no":"withheld"}}]}
            [1,"two",null]                         | [1,"two",null]
            "text"                                 | "text"
            7                                      | 7
            """)
    void hidesTokensAndTheObjectsThatMayHoldSecretsInEveryMessage(String payload, String shown) {
        assertThat(redaction.payload(payload, false, PLAIN)).isEqualTo(JSON.readTree(shown));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"id":"1","pin":"2"}                            | {"id":"1","pin":"withheld"}
            {"id":{"pin":"2","sku":"TEA"}}                  | {"id":{"pin":"withheld","sku":"TEA"}}
            {"lines":[{"sku":"TEA","note":"4111"}]}         | {"lines":[{"sku":"TEA","note":"withheld"}]}
            {"pin":{"id":"1"},"payment":{"method":"card"}}  | {"pin":"withheld","payment":{"method":"card"}}
            [{"pin":"2"}]                                   | [{"pin":"withheld"}]
            """)
    void showsOnlyThePlainFieldsOfTopicsThatMayHoldSecrets(String payload, String shown) {
        assertThat(redaction.payload(payload, false, SECRET)).isEqualTo(JSON.readTree(shown));
    }

    @Test
    void showsTheDataOfASagaWithoutItsSecrets() {
        record Payment(String method, String number) {}
        record Order(String id, String remark, Payment payment, String token) {}

        assertThat(redaction.of(new Order("1", "urgent", new Payment("card", "4111"), "tok_ok")))
                .isEqualTo(JSON.readTree("""
                        {"id":"1","remark":"urgent","payment":{"method":"card","number":"withheld"},"token":"withheld"}
                        """));
    }

    @Test
    void aMessageWithoutAPayloadHasNothingToHide() {
        assertThat(redaction.payload(null, false, SECRET).isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{broken", "plain text", ""})
    void showsTextThatIsNoJson(String payload) {
        assertThat(redaction.payload(payload, false, PLAIN).asString()).isEqualTo(payload);
    }

    @Test
    void showsBinaryPayloadsAsTheTextTheyAreStoredAs() {
        assertThat(redaction.payload("{\"id\":\"1\"}", true, PLAIN).asString()).isEqualTo("{\"id\":\"1\"}");
    }

    @Test
    void showsTheBeginningOfALongText() {
        assertThat(redaction.payload("x".repeat(4_000), false, PLAIN).asString())
                .hasSize(4_000);
        assertThat(redaction.payload("x".repeat(4_001), false, PLAIN).asString())
                .hasSize(4_000);
    }

    @ParameterizedTest
    @CsvSource({"{broken, payments", "4111, payments", "'\"4111\"', payments", "{my Token, stock"})
    void hidesTextThatCannotBeReadAndMayHoldASecret(String payload, String topic) {
        assertThat(redaction.payload(payload, false, topic).asString())
                .isEqualTo("withheld: %d characters that cannot be read and may hold a token", payload.length());
    }

    @Test
    void hidesBinaryPayloadsOfTopicsThatMayHoldSecrets() {
        assertThat(redaction.payload("eyJpZCI6MX0=", true, SECRET).asString()).startsWith("withheld: 12 characters");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            Key (id)=(7) exists. Failing row contains (7, tok_ok).      | Key (id)=(7) exists. Failing row withheld.
            Failing row contains (1). Failing row contains (2).         | Failing row withheld. Failing row withheld.
            Unexpected "tok_ok", not 'x'                                | Unexpected "tok_ok", not 'x'
            """)
    void hidesTheRowThatTheDatabaseQuotes(String error, String shown) {
        assertThat(redaction.words(error, PLAIN)).isEqualTo(shown);
    }

    @Test
    void hidesARowOfSeveralLines() {
        assertThat(redaction.words("Failing row contains (1,\n tok_ok).", PLAIN))
                .isEqualTo("Failing row withheld.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            Unexpected "tok_ok", not 'x'              | Unexpected 'withheld', not 'withheld'
            Failing row contains ("tok").             | Failing row withheld.
            through reference chain: Order["payment"] | through reference chain: Order["payment"]
            """)
    void hidesWhatErrorsQuoteOfTopicsThatMayHoldSecrets(String error, String shown) {
        assertThat(redaction.words(error, SECRET)).isEqualTo(shown);
    }

    @Test
    void noErrorIsNotHidden() {
        assertThat(redaction.words(null, SECRET)).isNull();
    }

    @Test
    void withoutRulesOnlyTokensAreHidden() {
        PayloadRedaction none = Redactions.of(RedactionRules.NONE, SECRET);
        String id = new UUID(0, 1).toString();
        assertThat(none.payload("{\"payment\":\"%s\",\"token\":\"1\"}".formatted(id), false, SECRET))
                .isEqualTo(JSON.readTree("{\"payment\":\"%s\",\"token\":\"withheld\"}".formatted(id)));
    }

    @Test
    void nobodyKnowsWhatTheMessagesOfAnUnknownTopicHold() {
        assertThat(redaction.payload("{\"id\":\"1\",\"pin\":\"2\"}", false, "elsewhere"))
                .isEqualTo(JSON.readTree("{\"id\":\"1\",\"pin\":\"withheld\"}"));
        assertThat(redaction.words("not 'x'", "elsewhere")).isEqualTo("not 'withheld'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
            {"pin":1}   | false | stock     | -
            e30=        | true  | stock     | -
            {"token":1} | false | stock     | {"token":"withheld"}
            dG9rZW4=    | true  | payments  | "withheld: 8 characters that cannot be read and may hold a token"
            {"pin":1}   | false | payments  | {"pin":"withheld"}
            """)
    void storesNoSecretForTheRecord(String payload, boolean binary, String topic, @Nullable String stored) {
        assertThat(redaction.stored(payload, binary, topic)).isEqualTo(stored);
    }
}
