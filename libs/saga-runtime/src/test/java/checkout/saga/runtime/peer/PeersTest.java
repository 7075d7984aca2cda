package checkout.saga.runtime.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.runtime.peer.DiagnosisSettings.Participant;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Red here: a process that hangs in the middle of a response delays the request that needs it, or requests to other processes. */
class PeersTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int AS_MANY_AS_MAY_BE_UNDER_WAY = 32;
    private static final String STALLED = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"state\": ";
    private static final String HEALTHY = "HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{\"state\":\"UP\"}";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private ServerSocket frozen;
    private ServerSocket healthy;
    private Peers peers;

    @BeforeEach
    void listen() throws IOException {
        frozen = serve(STALLED);
        healthy = serve(HEALTHY);
        peers = new Peers(new DiagnosisSettings(
                List.of(new Participant("frozen", url(frozen)), new Participant("healthy", url(healthy))),
                null,
                "service",
                "asks",
                TIMEOUT));
    }

    @AfterEach
    void close() throws IOException {
        frozen.close();
        healthy.close();
        threads.shutdownNow();
    }

    @Test
    void questionsWhoseAnswersStallEndInTimeAndOthersAreStillAsked() {
        for (int round = 0; round < 2; round++) {
            List<CompletableFuture<LookupResult<Optional<JsonNode>>>> stalled = IntStream.range(
                            0, AS_MANY_AS_MAY_BE_UNDER_WAY)
                    .mapToObj(i -> peers.find("frozen", "/", JsonNode.class))
                    .toList();
            assertThat(stalled)
                    .allSatisfy(question ->
                            assertThat(question).succeedsWithin(PATIENCE).isEqualTo(silence()));
        }
        assertThat(peers.ask("healthy", "/", JsonNode.class))
                .succeedsWithin(PATIENCE)
                .isInstanceOfSatisfying(LookupResult.Fact.class, fact -> assertThat(String.valueOf(fact.value()))
                        .contains("UP"));
    }

    @Test
    void aRequestWhoseAnswerStallsEndsInTime() {
        assertThat(peers.send("frozen", "/", Map.of(), TIMEOUT))
                .succeedsWithin(PATIENCE)
                .isEqualTo(silence());
    }

    private LookupResult<?> silence() {
        return new LookupResult.Nothing<>(
                "frozen does not answer at %s in %d ms".formatted(url(frozen), TIMEOUT.toMillis()));
    }

    private static String url(ServerSocket socket) {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** Answers every request with the same text, and keeps the connection. */
    private ServerSocket serve(String answer) throws IOException {
        ServerSocket socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        threads.execute(() -> {
            while (!socket.isClosed()) {
                try {
                    Socket accepted = socket.accept();
                    threads.execute(() -> answer(accepted, answer));
                } catch (IOException closed) {
                    return;
                }
            }
        });
        return socket;
    }

    private static void answer(Socket accepted, String answer) {
        try (Socket client = accepted) {
            BufferedReader reader = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.isEmpty()) {
                    client.getOutputStream().write(answer.getBytes(US_ASCII));
                }
            }
        } catch (IOException gone) {
            // whoever asked has given up
        }
    }
}
