package checkout.saga.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Red here: during an upgrade an older instance deletes what a newer one has written, or brings back what it has deleted. */
class UnknownFieldsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What is stored, what this version writes of it, and what the two are together. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a":1,"new":2}                         | {"a":3}                      | {"a":3,"new":2}
            {"a":{"b":1,"new":{"deep":true}}}       | {"a":{"b":2}}                | {"a":{"b":2,"new":{"deep":true}}}
            {"steps":[{"s":1,"new":1},{"s":2}]}     | {"steps":[{"s":1},{"s":5}]}  | {"steps":[{"s":1,"new":1},{"s":5}]}
            {"steps":[{"s":1},{"s":2,"new":1}]}     | {"steps":[{"s":1},{"s":2}]}  | {"steps":[{"s":1},{"s":2,"new":1}]}
            {"new":[1,2]}                           | {}                           | {"new":[1,2]}
            """)
    void whatThisVersionDoesNotKnowIsWrittenBackWhereItWas(String stored, String written, String together) {
        JsonNode target = json(written);
        UnknownFields.add(Objects.requireNonNull(UnknownFields.missing(json(stored), json(written))), target);
        assertThat(target).isEqualTo(json(together));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a":1}                         | {"a":2}
            {"a":{"b":1}}                   | {"a":{"b":2}}
            {"a":null,"gone":null}          | {}
            {"attempt":1,"of":3}            | {"attempt":1,"maxAttempts":3}
            {"a":{"b":1}}                   | {"a":7}
            {"a":[{"new":1}]}               | {"a":{"b":1}}
            {"a":{"new":1}}                 | {"a":[1]}
            """)
    void whatIsKnownOrReplacedIsNotMissing(String stored, String written) {
        assertThat(UnknownFields.missing(json(stored), json(written))).isNull();
    }

    @Test
    void elementsOfAListThatHasAnotherLengthCannotBeMatched() {
        assertThat(UnknownFields.missing(json("[{\"s\":1,\"new\":1}]"), json("[{\"s\":1},{\"s\":2}]")))
                .isNull();
    }

    @Test
    void aListMayHaveGrownOrShrunkWhenItIsWritten() {
        JsonNode missing = Objects.requireNonNull(
                UnknownFields.missing(json("[{\"new\":1},{\"new\":2}]"), json("[{\"s\":1},{\"s\":2}]")));

        JsonNode longer = json("[{\"s\":1},{\"s\":2},{\"s\":3}]");
        UnknownFields.add(missing, longer);
        assertThat(longer).isEqualTo(json("[{\"s\":1,\"new\":1},{\"s\":2,\"new\":2},{\"s\":3}]"));

        JsonNode shorter = json("[{\"s\":1}]");
        UnknownFields.add(missing, shorter);
        assertThat(shorter).isEqualTo(json("[{\"s\":1,\"new\":1}]"));
    }

    @Test
    void whatThisVersionWritesTakesPrecedence() {
        JsonNode target = json("{\"a\":1,\"b\":[1]}");
        UnknownFields.add(json("{\"a\":2,\"b\":{\"new\":1}}"), target);
        assertThat(target).isEqualTo(json("{\"a\":1,\"b\":[1]}"));
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text);
    }
}
