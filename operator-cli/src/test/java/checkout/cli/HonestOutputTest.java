package checkout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Red means: a command hides something, says that nothing happened where it may have, or lets data act on the terminal. */
class HonestOutputTest extends OperatorCliTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void anEmptyPageIsNotTheEndOfAList() {
        answers.add("{\"deliveries\":[],\"nextCursor\":\"abc\"}");
        answers.add(
                "{\"deliveries\":[{\"deliveryId\":\"%s\",\"status\":\"PENDING\"}],\"nextCursor\":null}".formatted(ID));

        assertThat(run("webhooks", "deliveries", "--status", "PENDING")).isZero();

        assertThat(out.toString()).contains(ID).doesNotContain("no such");
        assertThat(requests.getLast()).contains("cursor=abc");
    }

    @Test
    void nothingOfTheDataActsOnTheTerminal() {
        String escapes = "\\u001b]0;x\\u0007\\u001b[2J\\u009b1A\\r\\u202e";
        answers.add("""
                {"deadLetters":[{"id":"%s","topic":"orders.commands","type":"%s","reason":"%s","status":"OPEN"}],
                 "nextCursor":null}""".formatted(ID, escapes, escapes));
        answers.add("{\"detail\":\"%s\"}".formatted(escapes));

        run("dead-letters", "list");
        run("dead-letters", "show", ID);

        assertThat((out.toString() + err).chars())
                .noneMatch(each -> (Character.isISOControl(each) && each != '\n') || each == '\u202e');
        assertThat(out.toString()).contains("[2J");
    }

    @Test
    void jsonIsAsciiAndSaysTheSame() {
        answers.add("{\"items\":[{\"sku\":\"TE\u00c9-\\u009b\",\"onHand\":1}]}");

        assertThat(run("stock", "show", "--json")).isZero();

        assertThat(out.toString().chars()).allMatch(each -> each < 0x7f);
        assertThat(JSON.readTree(out.toString())
                        .path("items")
                        .path(0)
                        .path("sku")
                        .asString())
                .isEqualTo("TE\u00c9-\u009b");
    }

    @Test
    void whatMayHaveBeenDoneIsSaid() {
        answers.add(LOST);
        assertThat(run("dead-letters", "discard", ID, "--reason", "r")).isEqualTo(1);
        assertThat(err.toString()).contains("It may have been done all the same");
    }

    @Test
    void aRequestThatReachedNobodyWasNotDone() {
        assertThat(run(
                        "dead-letters",
                        "discard",
                        ID,
                        "--reason",
                        "r",
                        "--url",
                        "http://127.0.0.1:1",
                        "--user",
                        "operator",
                        "--password-file",
                        "/dev/null"))
                .isEqualTo(1);
        assertThat(err.toString()).doesNotContain("may have been done");
    }

    @Test
    void anErrorIsJsonToo() {
        answers.add("{\"status\":503,\"detail\":\"The database does not answer.\"}");

        assertThat(run("sagas", "list", "--json")).isEqualTo(1);

        JsonNode error = JSON.readTree(out.toString());
        assertThat(error.path("error").asString()).isEqualTo("The database does not answer.");
        assertThat(error.path("mayHaveBeenDone").asBoolean())
                .as("a list changes nothing")
                .isFalse();
    }

    @Test
    void idsAloneDoNotHideThatADatabaseIsSilent() {
        answers.add("{\"rows\":[],\"nextCursor\":null,\"unavailable\":[\"payments\"]}");

        assertThat(run("quarantine", "list", "-q")).isEqualTo(1);

        assertThat(err.toString()).contains("source payments does not answer");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anyNumberOfIdsIsRead() {
        String ids = IntStream.range(0, 120).mapToObj(n -> "id-" + n).collect(Collectors.joining("\n"));
        for (int part : new int[] {50, 50, 20}) {
            answers.add("{\"done\":%d,\"results\":[%s],\"nextCursor\":null}"
                    .formatted(
                            part,
                            IntStream.range(0, part)
                                    .mapToObj(n -> "{\"id\":\"i\",\"outcome\":\"SENT\"}")
                                    .collect(Collectors.joining(","))));
        }

        assertThat(withInput(ids, "quarantine", "send", "-", "--reason", "r")).isZero();

        assertThat(requests).hasSize(3);
        assertThat(requests.getLast()).contains("id-100", "id-119");
        assertThat(out.toString()).contains("120 of 120 done.").containsOnlyOnce("OUTCOME");
    }

    private int withInput(String input, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return run(arguments);
        } finally {
            System.setIn(before);
        }
    }
}
