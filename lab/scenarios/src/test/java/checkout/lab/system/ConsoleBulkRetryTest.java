package checkout.lab.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.lab.database.DatabaseConnections;
import checkout.lab.database.SqlQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * Hundreds of sagas are stuck for one reason; {@code -Dconsole.stuck=5000} makes it thousands. Red here: an operator with a browser
 * does not find them by their reason, cannot retry all of them at once, or is not told the truth about what became of them.
 */
class ConsoleBulkRetryTest extends ConsoleBrowser {
    private static final int STUCK = Integer.getInteger("console.stuck", 500);
    private static final int CUSTOMERS = 8;
    private static final int MOST_BOUGHT_FOR_ONE = 4;
    private static final String STEP = "capture payment";
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(4);
    private static final double NANOS_PER_SECOND = 1e9;

    private final String reason = "the cards work again " + UUID.randomUUID();
    private final Shopper shopper = new Shopper(RunningStack.get().stack());

    @Test
    void findsUnderstandsRetriesAndSeesItDone() throws Exception {
        List<UUID> stuck = manyStuck();
        look(View.WIDE_LIGHT);
        open("/");
        wait.until(page -> text("headline").contains("sagas are stuck"));

        double found = seconds(this::findByReason);
        double looked = seconds(() -> {
            shown("act-retry").click();
            shown("reason").sendKeys(reason);
            shown("submit").click();
            wait.until(
                    page -> text("act-page").contains("Nothing is done yet. %s would be acted on.".formatted(sagas())));
            assertThat(text("sends")).contains("%s × CapturePayment".formatted(number()));
        });
        double retried = seconds(() -> {
            shown("run").click();
            new WebDriverWait(browser, LONGEST_RETRY)
                    .until(page -> text("act-page").contains("Done, and seen to be done: %s.".formatted(sagas())));
        });
        System.out.printf(
                Locale.ROOT,
                "%d stuck sagas by the console: found and understood in %.1f s, looked at what would happen in %.1f s, retried and seen done in %.1f s%n",
                STUCK,
                found,
                looked,
                retried);

        assertThat(count("select count(*) from sagas.saga where phase = 'COMPLETED' and id = any (?)", stuck))
                .isEqualTo(STUCK);
        assertThat(count("select count(*) from orders.orders where status = 'CONFIRMED' and id = any (?)", stuck))
                .isEqualTo(STUCK);
        assertThat(count(
                        "select count(*) from sagas.audit where action = 'RETRY' and outcome = 'DONE' and saga_id = any (?) and reason = '%s'"
                                .formatted(reason),
                        stuck))
                .isEqualTo(STUCK);
        assertThat(count(
                        "select count(distinct saga_id) from sagas.audit where action = 'RETRY' and saga_id = any (?)",
                        stuck))
                .isEqualTo(STUCK);
    }

    private void findByReason() {
        open("/console/reasons");
        WebElement found = wait.until(page -> all("reason").stream()
                .filter(each -> each.getText().contains(STEP))
                .findFirst()
                .orElse(null));
        assertThat(found.getText().replace('\n', ' ')).contains(sagas(), "payment-service");
        found.findElement(By.linkText("All at this step")).click();
        wait.until(page -> all("saga").size() == Math.min(STUCK, 50));
    }

    /** On a slow machine some checkouts time out before their pivot, and others are bought instead. */
    private List<UUID> manyStuck() throws Exception {
        List<UUID> bought = new ArrayList<>();
        List<UUID> stuck = List.of();
        while (stuck.size() < STUCK) {
            assertThat(bought).as("so many are bought, and few are stuck").hasSizeLessThan(MOST_BOUGHT_FOR_ONE * STUCK);
            bought.addAll(buy(STUCK - stuck.size()));
            await().atMost(LONGEST_RETRY)
                    .until(() -> count(
                                    "select count(*) from sagas.saga where id = any (?) and phase not in ('WAITING', 'RETRYING', 'COMPENSATING')",
                                    bought)
                            == bought.size());
            stuck = stuckOf(bought);
        }
        return stuck;
    }

    private List<UUID> buy(int many) throws Exception {
        try (ExecutorService customers = Executors.newFixedThreadPool(CUSTOMERS)) {
            List<Future<String>> orders = IntStream.range(0, many)
                    .mapToObj(n -> customers.submit(() -> shopper.buy("TEA-001", 1, Shopper.NO_CAPTURE_AT_FIRST)))
                    .toList();
            List<UUID> all = new ArrayList<>();
            for (Future<String> each : orders) {
                all.add(UUID.fromString(each.get()));
            }
            return all;
        }
    }

    private static List<UUID> stuckOf(List<UUID> sagas) throws SQLException {
        try (Connection auditor = DatabaseConnections.auditor(RunningStack.get().stack())) {
            return SqlQuery.list(
                    auditor,
                    "select id from sagas.saga where phase = 'STUCK' and id = any (?)",
                    row -> row.getObject(1, UUID.class),
                    auditor.createArrayOf("uuid", sagas.toArray()));
        }
    }

    private static String sagas() {
        return number() + " sagas";
    }

    /** As the console writes it. */
    private static String number() {
        return String.format(Locale.ROOT, "%,d", STUCK);
    }

    private static double seconds(Runnable part) {
        long began = System.nanoTime();
        part.run();
        return (System.nanoTime() - began) / NANOS_PER_SECOND;
    }

    private static long count(String sql, List<UUID> sagas) throws SQLException {
        try (Connection auditor = DatabaseConnections.auditor(RunningStack.get().stack())) {
            return SqlQuery.number(auditor, sql, auditor.createArrayOf("uuid", sagas.toArray()));
        }
    }
}
