package checkout.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** If this fails, an instance that is frozen at any moment keeps its commands from the other instance, or they count twice. */
class FrozenInstanceTest extends InventoryServiceTestBase {
    private static final Duration SESSION = Duration.ofSeconds(6);
    private static final Duration BOUND = SESSION.plusSeconds(10);
    private static final int COMMANDS = 300;

    private Process instance;
    private int port;

    @BeforeEach
    void startASecondInstance() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path log = Files.createTempFile("inventory", ".log");
        instance = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        InventoryServiceApplication.class.getName(),
                        "--server.port=" + port,
                        "--checkout.consumer.session-timeout=" + SESSION,
                        "--spring.datasource.url=" + database.url(),
                        "--spring.datasource.password=" + database.password(),
                        "--spring.flyway.user=" + database.ownerUsername(),
                        "--spring.flyway.password=" + database.ownerPassword(),
                        "--spring.kafka.bootstrap-servers=" + kafka))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await().atMost(Duration.ofMinutes(1)).until(this::isReady);
    }

    @AfterEach
    void kill() {
        instance.destroyForcibly();
    }

    @Test
    void theOtherInstanceGoesOn() throws Exception {
        addStock(COMMANDS * 2);
        List<UUID> checkouts = new ArrayList<>();
        while (checkouts.size() < COMMANDS) {
            checkouts.add(reserve(UUID.randomUUID(), 1));
            if (checkouts.size() == COMMANDS / 2) {
                signal("STOP");
            }
        }

        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(answered(checkouts)).isEqualTo(COMMANDS));

        signal("CONT");
        await().until(this::isReady);
        List<UUID> later = new ArrayList<>();
        while (later.size() < COMMANDS) {
            later.add(reserve(UUID.randomUUID(), 1));
        }
        await().atMost(BOUND).untilAsserted(() -> assertThat(answered(later)).isEqualTo(COMMANDS));
        assertThat(replyCount(checkouts)).isEqualTo(COMMANDS);
        assertThat(replyCount(later)).isEqualTo(COMMANDS);
        assertThat(reserved()).isEqualTo(2 * COMMANDS);
    }

    private void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(instance.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private boolean isReady() {
        assertThat(instance.isAlive()).isTrue();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private long answered(List<UUID> checkouts) {
        return count("count(distinct message_key)", checkouts);
    }

    private long replyCount(List<UUID> checkouts) {
        return count("count(*)", checkouts);
    }

    private long count(String what, List<UUID> checkouts) {
        return jdbc.queryForObject(
                "select %s from outbox where topic = 'checkout.replies' and message_key = any (?)".formatted(what),
                long.class,
                (Object) checkouts.stream().map(UUID::toString).toArray(String[]::new));
    }
}
