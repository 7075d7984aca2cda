package checkout.lab.stack.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.lab.stack.part.SmallPart;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Red means: parts start in the wrong order, or a failed start does not say why. */
class StackStarterTest {

    @TempDir
    private Path folder;

    private final List<StackPart> parts = new ArrayList<>();
    private final List<String> ready = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        new StackStopper(parts, Duration.ofSeconds(10), message -> {}).run();
    }

    private StackPart part(String name, String mode, String... dependencies) throws IOException {
        StackPart part = new SmallPart(folder, name, mode, Set.of(dependencies));
        parts.add(part);
        return part;
    }

    private void start() throws InterruptedException {
        new StackStarter(List.copyOf(parts), (part, duration) -> ready.add(part.name()), message -> {}).run();
    }

    @Test
    void startsEachPartAfterItsDependencies() throws Exception {
        part("postgres", "normal");
        part("orders", "normal", "postgres", "elsewhere");

        start();

        assertThat(ready).containsExactly("postgres", "orders");
        assertThat(parts).allMatch(part -> isReady(part));
    }

    /** A command that was killed may have started it without setting it up. */
    @Test
    void awaitsAndSetsUpAPartThatRunsAlready() throws Exception {
        StackPart postgres = part("postgres", "normal");
        part("orders", "normal", "postgres");
        postgres.start();
        long pid = postgres.process().orElseThrow().pid();

        start();

        assertThat(ready).contains("orders");
        assertThat(parts).allMatch(part -> isReady(part)).allMatch(part -> ((SmallPart) part).isSetUp());
        assertThat(postgres.process().orElseThrow().pid()).isEqualTo(pid);
    }

    @Test
    void namesThePartThatFailedAndShowsItsLog() throws Exception {
        part("postgres", "normal");
        part("orders", "fails", "postgres");
        part("shop", "normal", "orders");

        assertThatThrownBy(this::start)
                .isInstanceOf(StackException.class)
                .hasMessageContaining("orders ended during its start")
                .hasMessageContaining("cannot start: no tea");
        assertThat(ready).containsExactly("postgres");
        assertThat(parts.get(2).process()).as("shop was never started").isEmpty();
    }

    @Test
    void reportsAPortInUseBeforeItStartsAnything() throws Exception {
        part("postgres", "normal");
        StackPart orders = part("orders", "normal");
        try (ServerSocket otherProgram = new ServerSocket(orders.port(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(otherProgram.isBound()).isTrue();
            assertThatThrownBy(this::start)
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("Port %d (orders) is in use".formatted(orders.port()))
                    .hasMessageContaining("CHECKOUT_PORT_OFFSET");
        }
        assertThat(parts.getFirst().process()).isEmpty();
    }

    private static boolean isReady(StackPart part) {
        try {
            return part.isReady();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
