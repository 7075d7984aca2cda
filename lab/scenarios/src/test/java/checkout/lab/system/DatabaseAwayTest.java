package checkout.lab.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.lab.process.PosixSignals;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.system.ReadEndpoints.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * PostgreSQL is silent, or stopped. Red here: a process answers with an internal error or not at all, the console shows something
 * as if it were so, or either does not recover by itself.
 */
class DatabaseAwayTest extends ConsoleBrowser {
    private static final double MOST_SECONDS = 30;
    private static final Set<Integer> UNEXPECTED = Set.of(0, 500, 502, 504);
    private static final int UNAVAILABLE = 503;
    private static final Duration RECOVERY = Duration.ofMinutes(2);

    private final LocalStack stack = RunningStack.get().stack();
    private final List<Long> paused = new ArrayList<>();

    @AfterEach
    void theDatabaseIsBack() {
        PosixSignals.send("CONT", paused);
        RunningStack.get().start();
    }

    @Test
    void isSilent() throws Exception {
        whileAway("silent", this::freeze, () -> PosixSignals.send("CONT", paused));
    }

    @Test
    void isStopped() throws Exception {
        StackPart postgres = stack.part("postgres");
        whileAway(
                "stopped",
                () -> stack.stop(List.of(postgres), sentence -> {}),
                () -> stack.start(List.of(postgres), (part, took) -> {}));
    }

    private interface Change {
        void make() throws InterruptedException, IOException;
    }

    private void freeze() throws IOException {
        ProcessHandle server = stack.part("postgres").process().orElseThrow();
        paused.add(server.pid());
        PosixSignals.send("STOP", paused);
        List<Long> sessions = server.descendants().map(ProcessHandle::pid).toList();
        paused.addAll(sessions);
        PosixSignals.send("STOP", sessions);
    }

    private void whileAway(String how, Change leave, Change comeBack) throws Exception {
        Shopper shopper = new Shopper(stack);
        String checkout = shopper.buy("TEA-001", 1, Shopper.WALLET);
        assertThat(shopper.awaitEnd(checkout)).isEqualTo("CONFIRMED");
        ReadEndpoints endpoints = new ReadEndpoints(stack, checkout);
        List<Answer> before = endpoints.readAll();
        assertThat(before).noneMatch(answer -> UNEXPECTED.contains(answer.status()) || answer.status() == UNAVAILABLE);
        look(View.WIDE_LIGHT);
        open("/");
        wait.until(page -> text("headline").startsWith("All is well"));

        leave.make();

        wait.until(page -> text("headline").startsWith("The sagas cannot be counted"));
        picture("overview-database-" + how, View.WIDE_LIGHT);
        List<Answer> away = endpoints.readAll();
        System.out.printf("While PostgreSQL is %s: %s%n", how, byStatus(away));
        away.stream().filter(answer -> answer.seconds() > 5).forEach(System.out::println);
        look(View.WIDE_LIGHT);
        open("/console/sagas");
        wait.until(page -> !all("problem").isEmpty());
        assertThat(text("problem")).contains("The database does not answer the orchestrator");
        assertThat(seriousFindings()).isEmpty();
        picture("list-database-" + how, View.WIDE_LIGHT);
        assertThat(away).noneMatch(answer -> UNEXPECTED.contains(answer.status()));
        assertThat(away).allMatch(answer -> answer.seconds() < MOST_SECONDS);
        assertThat(away)
                .filteredOn(answer -> answer.status() == UNAVAILABLE
                        && !answer.endpoint().path().contains("health"))
                .isNotEmpty()
                .allMatch(answer -> answer.body().contains("urn:checkout:problem:"));

        comeBack.make();

        wait.until(page -> !all("saga").isEmpty());
        await().atMost(RECOVERY).until(() -> endpoints.readAll().stream()
                .map(Answer::status)
                .toList()
                .equals(before.stream().map(Answer::status).toList()));
        look(View.WIDE_LIGHT);
        open("/");
        wait.until(page -> text("headline").startsWith("All is well"));
        assertThat(shopper.awaitEnd(shopper.buy("TEA-001", 1, Shopper.CARD))).isEqualTo("CONFIRMED");
    }

    private static String byStatus(List<Answer> answers) {
        return answers.stream()
                .collect(Collectors.groupingBy(Answer::status, TreeMap::new, Collectors.counting()))
                .toString();
    }
}
