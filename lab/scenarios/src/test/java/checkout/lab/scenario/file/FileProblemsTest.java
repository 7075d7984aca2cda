package checkout.lab.scenario.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import checkout.lab.stack.state.StackException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Red here: somebody's mistake in a file is accepted, or the message does not say where it is and what to write instead. */
class FileProblemsTest {

    private static final String GOOD = """
            name: good
            load: {checkouts: 20/s, for: 30s}
            faults:
              - {at: 5s, kill: kafka}
            expect: [audit]
            """;

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("kill", "kil", "4:14: unknown fault 'kil' (did you mean 'kill'?); the faults are kill, freeze"),
                mistake(
                        "kafka",
                        "kafak",
                        "4:20: part: 'kafak' is not allowed (did you mean 'kafka'?); it must be one of"),
                mistake("at: 5s", "at: soon", "4:10: at: 'soon' is not allowed; it must be a time from"),
                mistake("at: 5s", "at: 40s", "4:10: the first injection would be at 40s, but the load lasts 30s"),
                mistake("at: 5s, ", "at: 5s, times: 3, ", "4:21: times needs every"),
                mistake("kill: kafka", "kill: kafka, freeze: kafka", "4:5: kill and freeze stand in one entry"),
                mistake("kill: kafka", "kill: kafka, fro: 5s", "4:27: unknown key 'fro'"),
                mistake("kill: kafka", "for: 5s", "4:14: unknown fault 'for'"),
                mistake("kill: kafka", "kill: ", "4:19: 'kill' needs part, one of order-service"),
                mistake("kill: kafka", "kill: [kafka, postgres]", "4:20: part must be one of order-service"),
                mistake("{at: 5s, kill: kafka}", "{at: 5s}", "4:5: a fault is missing here; the faults are kill"),
                mistake("{at: 5s, kill: kafka}", "kill", "4:5: a fault must be a mapping"),
                mistake("at: 5s, ", "at: 5s, at: 6s, ", "4:14: 'at' is given twice"),
                mistake("kill: kafka", "drop-slot: kafka", "4:25: 'drop-slot' takes no value"),
                mistake("20/s", "20", "2:19: rate: '20' is not allowed; it must be a rate from 1/s to 1000/s"),
                mistake("20/s", "0/s", "2:19: rate: '0/s' is not allowed"),
                mistake("checkouts", "chekouts", "2:8: unknown key 'chekouts' (did you mean 'checkouts'?)"),
                mistake("for: 30s", "for: 30", "2:30: for: '30' is not allowed; it must be a time"),
                mistake("for: 30s", "for: 30s, mix: {lines: 9}", "2:48: lines: '9' is not allowed"),
                mistake("for: 30s", "for: 30s, mix: {line: 2}", "2:41: unknown key 'line' (did you mean 'lines'?)"),
                mistake("for: 30s", "for: 30s, mix: {payment: [card, cash]}", "2:57: payment: 'cash' is not allowed"),
                mistake("for: 30s", "for: 30s, mix: 3", "2:40: the mix must be a mapping"),
                mistake(
                        "checkouts: 20/s, ",
                        "mix: {lines: 2}, ",
                        "2:8: mix says what customers do, but there are none"),
                mistake("[audit]", "[audits]", "5:10: unknown expectation 'audits' (did you mean 'audit'?)"),
                mistake("[audit]", "[audit, audit]", "5:17: 'audit' is expected twice"),
                mistake("[audit]", "[{all-ended: 5}]", "5:22: within: '5' is not allowed"),
                mistake("[audit]", "[]", "5:9: nothing is expected"),
                mistake("expect: [audit]", "", "1:1: expect is missing; for example expect: [audit"),
                mistake("load: {checkouts: 20/s, for: 30s}", "", "1:1: load is missing"),
                mistake("name: good", "name: Good One", "1:7: the name 'Good One' is not allowed"),
                mistake("name: good", "name: [good]", "1:7: name must be a text"),
                mistake("name: good", "nam: good", "1:1: unknown key 'nam' (did you mean 'name'?)"),
                mistake("[audit]", "[audit", "not YAML"),
                Arguments.of("", "1:1: the file is empty"),
                Arguments.of("- a\n- b\n", "1:1: a scenario must be a mapping"),
                Arguments.of("a: 1\n---\nb: 2\n", "this is not YAML"));
    }

    private static Arguments mistake(String right, String wrong, String message) {
        assertThat(GOOD).contains(right);
        return Arguments.of(GOOD.replace(right, wrong), message);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhereAndWhat(String text, String message) {
        assertThatThrownBy(() -> ScenarioFileReader.read("my.yaml", "my", text))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("my.yaml:")
                .hasMessageContaining(message);
    }

    @Test
    void theOriginalHasNoMistake() {
        assertThat(ScenarioFileReader.read("my.yaml", "my", GOOD).name()).isEqualTo("good");
    }

    @Test
    void reportsAllMistakesAtOnceWithALineEach() {
        String text = GOOD.replace("20/s", "20").replace("kafka", "kafak").replace("audit", "audits");
        StackException thrown =
                catchThrowableOfType(StackException.class, () -> ScenarioFileReader.read("my.yaml", "my", text));
        assertThat(thrown.getMessage().lines()).hasSize(3).allMatch(line -> line.startsWith("my.yaml:"));
    }
}
