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
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * Measures how long it takes an operator with a browser to read why a saga waits. The sentences and seconds are kept in
 * {@code target/why-by-console.md}.
 */
abstract class DiagnosisByConsole extends ConsoleBrowser {
    static final String INVENTORY = "inventory-service";
    static final String RELAY = "outbox-relay";
    private static final double MOST_SECONDS = 10;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Path TABLE = Path.of("target/why-by-console.md");

    final LocalStack stack = RunningStack.get().stack();
    final Shopper shopper = new Shopper(stack);
    final JsonHttpClient operator = JsonHttpClient.operator(stack);

    /** From the address of the console to the sentence: the overview, then the saga. */
    final void told(String cause, String saga, String mentions, String owner) throws IOException {
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
    final String buy(String token) {
        String checkout = shopper.buy("TEA-002", 1, "{\"method\":\"card\",\"token\":\"%s\"}".formatted(token));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> operator.get(url("/v1/sagas/" + checkout)).status() == 200);
        return checkout;
    }

    final void stop(String part) throws InterruptedException {
        stack.stop(List.of(stack.part(part)), sentence -> {});
    }

    final void awaitState(String saga, String state) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> saga(saga).at("/state").asString(""), state::equals);
    }

    /** Waits until the command of a step is sent. */
    final void awaitSent(String saga, String step) {
        await().atMost(Duration.ofMinutes(1)).until(() -> saga(saga)
                .path("steps")
                .valueStream()
                .anyMatch(each -> each.path("step").asString("").equals(step)
                        && each.path("status").asString("").equals("SENT")));
    }

    final Connection superuser() throws SQLException {
        return DatabaseConnections.superuser(stack, RunningStack.get().folder()).getConnection();
    }

    final JsonNode saga(String saga) throws InterruptedException {
        return operator.get(url("/v1/sagas/" + saga)).body();
    }
}
