package checkout.saga.runtime.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.MessageTypeRegistry;
import checkout.saga.runtime.deadletter.BodyCorrection.Result;
import checkout.saga.runtime.deadletter.DeadLetter.Status;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Red here: a correction changes what it should not, overwrites a secret, or sends what its consumer cannot read. */
class BodyCorrectionTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    record Order(String sku, int quantity, @Nullable Card card) {
        Order {
            if (quantity < 1) {
                throw new IllegalArgumentException("quantity must be positive");
            }
        }
    }

    record Card(String token, @Nullable String name) {}

    private final BodyCorrection correction = new BodyCorrection(
            JSON,
            new MessageTypeRegistry(List.of(new MessageTypeRegistry.Entry("shop.Order.v1", "orders", Order.class))));

    @Test
    void changesWhatThePatchNamesAndKeepsTheRest() {
        Result result = correct(
                "{\"sku\":\"TEA\",\"quantity\":-2,\"card\":{\"token\":\"tok_secret\",\"name\":\"Ann\"}}",
                "{\"quantity\":2,\"card\":{\"name\":null}}");
        assertThat(result)
                .isEqualTo(new Result.Corrected(
                        "{\"sku\":\"TEA\",\"quantity\":2,\"card\":{\"token\":\"tok_secret\"}}",
                        "with a corrected body (card, quantity); "));
    }

    @Test
    void withoutAPatchTheBodyStaysAsItIs() {
        assertThat(correct("no JSON", null)).isEqualTo(new Result.Corrected("no JSON", ""));
        assertThat(correct("no JSON", "null")).isEqualTo(new Result.Corrected("no JSON", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"sku":"TEA","quantity":-2} | {"quantity":-3}                  | cannot be read as shop.Order.v1
            {"sku":"TEA","quantity":-2} | {"quantity":"many"}              | cannot be read as shop.Order.v1
            {"sku":"TEA","quantity":-2} | {"card":{"token":"withheld"}}    | a value that is withheld
            {"sku":"TEA","quantity":-2} | [1]                              | must be a JSON object
            no JSON                     | {"quantity":2}                   | is no JSON
            [1]                         | {"quantity":2}                   | is no JSON object
            """)
    void saysWhyItIsNotPossible(String body, String patch, String mention) {
        assertThat(correct(body, patch))
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.why()).contains(mention).doesNotContain("many"));
    }

    @Test
    void aBodyThatIsTooLongIsRefused() {
        assertThat(correct("{\"sku\":\"TEA\",\"quantity\":1}", "{\"sku\":\"%s\"}".formatted("x".repeat(300_000))))
                .isInstanceOf(Result.Refused.class);
    }

    private Result correct(String body, @Nullable String patch) {
        JsonNode node = patch == null ? null : JSON.readTree(patch);
        return correction.of(
                new DeadLetter(
                        new UUID(0, 1),
                        "orders",
                        0,
                        1L,
                        null,
                        "k",
                        "shop.Order.v1",
                        null,
                        "bad",
                        null,
                        body,
                        null,
                        "{}",
                        null,
                        null,
                        null,
                        Status.OPEN,
                        null),
                node);
    }
}
