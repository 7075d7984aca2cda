package checkout.lab.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.lab.database.DatabaseConnections;
import checkout.lab.http.JsonHttpClient;
import checkout.lab.stack.run.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A saga waits for one cause after the other. Red here: an operator who opens the console is not told within ten seconds which hop
 * did not happen and who owns it. The sentences and seconds are kept in {@code target/why-by-console.md}.
 */
class ConsoleWhyTest extends ConsoleBrowser {
    private static final double MOST_SECONDS = 10;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String INVENTORY = "inventory-service";
    private static final Path TABLE = Path.of("target/why-by-console.md");

    private final LocalStack stack = RunningStack.get().stack();
    private final Shopper shopper = new Shopper(stack);
    private @Nullable Connection lock;

    @AfterEach
    void theStackIsAsBefore() throws SQLException, InterruptedException {
        if (lock != null) {
            lock.close();
        }
        providerFails(false);
        RunningStack.get().start();
    }

    @Test
    void inventoryServiceIsStopped() throws Exception {
        stop(INVENTORY);
        told("inventory-service is stopped", buy("tok_ok"), "inventory-service does not answer", INVENTORY);
    }

    /** The command is in Kafka before the relay stops, so that it is the answer that is not published. */
    @Test
    void theRelayIsStopped() throws Exception {
        stop(INVENTORY);
        String saga = buy("tok_ok");
        stop("outbox-relay");
        stack.start(List.of(stack.part(INVENTORY)), (part, took) -> {});
        told("the relay is stopped", saga, "outbox-relay does not answer", "outbox-relay");
    }

    @Test
    void theProviderFails() throws Exception {
        providerFails(true);
        told("the provider fails", buy("tok_ok"), "the card provider last said", "card provider");
    }

    @Test
    void aRefusedCaptureIsStuck() throws Exception {
        String saga = buy("tok_capture_declined");
        JsonHttpClient operator = JsonHttpClient.operator(stack);
        await().until(() -> operator.get(url("/v1/sagas/" + saga))
                .body()
                .at("/state")
                .asString()
                .equals("STUCK"));
        told("a capture is refused past the pivot", saga, "CaptureRefused", "payment-service");
        endStuck(List.of(saga));
    }

    @Test
    void postgresDoesNotAnswerInventoryService() throws Exception {
        Connection session = DatabaseConnections.superuser(
                        stack, RunningStack.get().folder())
                .getConnection();
        lock = session;
        session.setAutoCommit(false);
        try (Statement statement = session.createStatement()) {
            statement.execute("lock table inventory.inbox in access exclusive mode");
        }
        told("PostgreSQL does not answer inventory-service", buy("tok_ok"), "the database", INVENTORY);
    }

    /** From the address of the console to the sentence: the overview, then the saga. */
    private void told(String cause, String saga, String mentions, String owner) throws IOException {
        look(View.WIDE_LIGHT);
        open("/");
        browser.get("about:blank");
        long began = System.nanoTime();
        open("/");
        shown("headline");
        open("/console/sagas/" + saga);
        wait.until(page -> diagnosis().contains(mentions) && diagnosis().contains(owner));
        double seconds = (System.nanoTime() - began) / NANOS_PER_SECOND;
        Files.createDirectories(TABLE.getParent());
        String sentence = diagnosis().replace('\n', ' ');
        Files.writeString(
                TABLE,
                String.format(Locale.ROOT, "| %s | %s | %.1f |%n", cause, sentence, seconds),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        System.out.printf(Locale.ROOT, "%s: %.1f s: %s%n", cause, seconds, sentence);
        assertThat(seconds).isLessThan(MOST_SECONDS);
    }

    private static String diagnosis() {
        return all("diagnosis").isEmpty() ? "" : text("diagnosis");
    }

    /** Buys, and waits until there is a saga whose first command is sent. */
    private String buy(String token) {
        String checkout = shopper.buy("TEA-002", 1, "{\"method\":\"card\",\"token\":\"%s\"}".formatted(token));
        JsonHttpClient operator = JsonHttpClient.operator(stack);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> operator.get(url("/v1/sagas/" + checkout)).status() == 200);
        return checkout;
    }

    private void stop(String part) throws InterruptedException {
        stack.stop(List.of(stack.part(part)), sentence -> {});
    }

    private void providerFails(boolean fails) throws InterruptedException {
        JsonHttpClient.anonymous()
                .put(stack.ports().url("provider-simulator") + "/v1/faults", fails ? "{\"errorRate\":1.0}" : "{}")
                .bodyIfSuccessful();
    }
}
