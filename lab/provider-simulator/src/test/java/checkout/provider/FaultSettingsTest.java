package checkout.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** If this fails, faults do not occur as configured, or the same seed gives other faults. */
class FaultSettingsTest {

    @TempDir
    static Path data;

    static Simulator network;

    @BeforeAll
    static void start() {
        network = Simulator.startedOn(data);
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    @AfterEach
    void clearFaults() {
        assertThat(network.faults("{}").status()).isEqualTo(200);
    }

    @Test
    void showsWhatIsSet() {
        network.faults("{\"latencyMs\":20,\"errorRate\":0.25,\"seed\":7}");

        var shown = network.get("/v1/faults").body();
        assertThat(shown.path("latencyMs").asLong()).isEqualTo(20);
        assertThat(shown.path("errorRate").asDouble()).isEqualTo(0.25);
        assertThat(shown.path("seed").asLong()).isEqualTo(7);
        assertThat(shown.path("downFor").asString()).isEqualTo("PT0S");
    }

    @Test
    void theSameSeedGivesTheSameErrorsSomeAfterTheCharge() {
        List<UUID> checkouts = Stream.generate(UUID::randomUUID).limit(60).toList();

        List<Integer> first = answers(checkouts, "first");
        List<Integer> second = answers(checkouts, "second");

        assertThat(second).isEqualTo(first).contains(200, 500);
        assertThat(network.faults("{}").status()).isEqualTo(200);
        assertThat(Stream.iterate(0, i -> i + 1)
                        .limit(checkouts.size())
                        .filter(i -> first.get(i) == 500)
                        .map(i -> network.account(checkouts.get(i)).status()))
                .contains(200, 404);
    }

    private List<Integer> answers(List<UUID> checkouts, String run) {
        network.faults("{\"errorRate\":0.5,\"seed\":7}");
        return checkouts.parallelStream()
                .map(id -> network.authorize(id, "tok_ok", run + id).status())
                .toList();
    }

    @Test
    void showsItsLedgerWhileItIsDown() {
        UUID checkout = UUID.randomUUID();
        network.faults("{\"downFor\":\"1h\"}");

        assertThatThrownBy(() -> network.authorize(checkout, "tok_ok")).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> network.voidAll(checkout)).isInstanceOf(UncheckedIOException.class);
        assertThat(network.get("/v1/ledger").status()).isEqualTo(200);
        assertThat(network.get("/actuator/health/readiness").status()).isEqualTo(200);

        network.faults("{\"downFor\":\"0s\"}");
        assertThat(network.authorize(checkout, "tok_ok").text("status")).isEqualTo("AUTHORIZED");
    }

    @Test
    void latencyComesBeforeTheEffect() {
        UUID checkout = UUID.randomUUID();
        network.faults("{\"latencyMs\":60000}");

        assertThatThrownBy(() -> network.send(network.authorization(checkout, "tok_ok", "key-" + checkout)
                        .timeout(Duration.ofMillis(200))))
                .hasCauseInstanceOf(HttpTimeoutException.class);

        network.faults("{}");
        assertThat(network.account(checkout).status()).isEqualTo(404);
    }
}
