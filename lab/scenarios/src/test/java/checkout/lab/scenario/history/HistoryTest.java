package checkout.lab.scenario.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Red here: a call of a run is lost, or its outcome is recorded as another. */
class HistoryTest {

    private static final UUID CHECKOUT = new UUID(0, 1);

    @TempDir
    Path folder;

    @Test
    void eachAttemptHasABeginningAndAnEnd() {
        Path file = folder.resolve("run/history.jsonl");
        try (History history = new History(file)) {
            history.begin("place", "storefront", "key-1", null, "{\"customerId\":\"c\"}")
                    .answered(202, "{\"checkoutId\":\"x\",\"status\":\"PENDING\"}", CHECKOUT);
            history.begin("read", "storefront2", null, CHECKOUT, null).notAnswered();
        }
        List<HistoryEvent> events = History.read(file);

        assertThat(events)
                .extracting(HistoryEvent::type)
                .containsExactly(EventType.INVOKE, EventType.OK, EventType.INVOKE, EventType.UNKNOWN);
        assertThat(events).extracting(HistoryEvent::op).containsExactly(1L, 1L, 2L, 2L);
        assertThat(events.getFirst().body()).contains("customerId");
        assertThat(events.get(1).checkout()).isEqualTo(CHECKOUT);
        assertThat(events.get(1).state()).isEqualTo("PENDING");
        assertThat(events.get(1).micros())
                .isGreaterThanOrEqualTo(events.getFirst().micros());
        assertThat(events.get(3).checkout()).isEqualTo(CHECKOUT);
    }

    @Test
    void aLineIsInTheFileBeforeTheCallGoesOn() throws IOException {
        Path file = folder.resolve("history.jsonl");
        try (History history = new History(file)) {
            history.begin("place", "storefront", "key", null, null);
            assertThat(Files.readString(file)).contains("\"INVOKE\"").endsWith("\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, '', OK",
        "202, '', OK",
        "304, '', OK",
        "400, '', FAIL",
        "404, '', FAIL",
        "409, 'urn:checkout:problem:past-the-pivot', FAIL",
        "409, 'urn:checkout:problem:idempotency-key-in-flight', UNKNOWN",
        "429, '', FAIL",
        "500, '', UNKNOWN",
        "503, '', UNKNOWN",
        "503, '{\"outcome\":\"unknown\"}', UNKNOWN",
        "503, '{\"outcome\":\"not-placed\"}', FAIL"
    })
    void anErrorOfTheServerSaysNothing(int status, String body, EventType type) {
        assertThat(HistoryEvent.typeOf(status, body)).isEqualTo(type);
    }

    @Test
    void aResponseThatIsNoObjectHasNoState() {
        assertThat(History.state("")).isNull();
        assertThat(History.state("{broken")).isNull();
        assertThat(History.state("{\"status\":409}")).isNull();
    }
}
