package checkout.saga.runtime.console;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.runtime.drive.OrchestratorTest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Red here: a page of the console cannot be opened, reloaded or linked to, or lacks a part. */
class ConsolePageTest extends OrchestratorTest {
    private static final Pattern REFERENCE =
            Pattern.compile("(?:href|src)=\"(/console/[\\w.-]+\\.\\w+)\"|from '\\./([\\w.-]+)'");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/console/sagas",
                "/console/sagas/01990000-0000-7000-8000-000000000000",
                "/console/sagas?stuck=true&error=no+answer",
                "/console/reasons",
                "/console/dead-letters",
                "/console/dead-letters/01990000-0000-7000-8000-000000000000",
                "/console/relays",
                "/console/acts",
                "/console/acts/01990000-0000-7000-8000-000000000000",
                "/console/audit"
            })
    void everyAddressShowsTheConsole(String address) {
        HttpResponse<String> page = get(address);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(page.headers().allValues("Content-Security-Policy"))
                .isNotEmpty()
                .noneMatch(policy -> policy.contains("unsafe"));
        assertThat(page.body()).doesNotContain("<style", "onclick", "style=").doesNotContainPattern("<script>");
    }

    @Test
    void everyPartThatAPartNamesExists() {
        Deque<String> toRead = new ArrayDeque<>(Set.of("/"));
        Set<String> read = new TreeSet<>();
        while (!toRead.isEmpty()) {
            String path = toRead.pop();
            if (read.add(path)) {
                HttpResponse<String> part = get(path);
                assertThat(part.statusCode()).as(path).isEqualTo(200);
                REFERENCE
                        .matcher(part.body())
                        .results()
                        .map(ConsolePageTest::path)
                        .forEach(toRead::push);
            }
        }
        assertThat(read)
                .contains("/console/console.js", "/console/theme.js", "/console/console.css", "/console/chart.js");
    }

    private static String path(MatchResult reference) {
        return reference.group(1) != null ? reference.group(1) : "/console/" + reference.group(2);
    }

    /** Texts of others reach the document as texts only. */
    @Test
    void noPartWritesMarkup() {
        for (String part : Set.of("dom.js", "saga.js", "sagas.js", "letter.js", "messages.js", "overview.js")) {
            assertThat(get("/console/" + part).body())
                    .as(part)
                    .isNotEmpty()
                    .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
        }
    }

    @Test
    void describesTheSagasThatItDraws() {
        JsonNode checkout = ok(get("/v1/definitions/checkout/" + START_VERSION));
        assertThat(checkout.at("/positions/0/name").asString()).isEqualTo("start");
        assertThat(checkout.toString())
                .contains(
                        "\"name\":\"reserve stock\",\"undo\":true",
                        "\"name\":\"confirm order\",\"undo\":false,\"pivot\":false,\"forwardOnly\":true");
        assertThat(ok(get("/v1/definitions")).at("/definitions").size()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"checkout/99,409,There is no definition", "voyage/1,404,No saga type", "checkout/x,400,version"})
    void saysWhyThereIsNoDefinition(String path, int status, String mention) {
        assertProblem(get("/v1/definitions/" + path), status, mention);
    }
}
