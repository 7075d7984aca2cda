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

/** Parts start in their order, and a start that fails says why. */
class StackStarterTest {

    @TempDir
    private Path folder;

    private final List<StackPart> parts = new ArrayList<>();
    private final List<String> ready = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        new StackStopper(parts, Duration.ofSeconds(10), sentence -> {}).run();
    }

    private StackPart part(String name, String mode, String... after) throws IOException {
        StackPart part = new SmallPart(folder, name, mode, Set.of(after));
        parts.add(part);
        return part;
    }

    private void start() throws InterruptedException {
        new StackStarter(List.copyOf(parts), (part, duration) -> ready.add(part.name())).run();
    }

    @Test
    void startsEachPartAfterThoseItNeeds() throws Exception {
        part("postgres", "usual");
        part("orders", "usual", "postgres", "elsewhere");

        start();

        assertThat(ready).containsExactly("postgres", "orders");
        assertThat(parts).allMatch(part -> isReady(part));
    }

    @Test
    void namesThePartThatEndsAtOnceAndTheEndOfItsLog() throws Exception {
        part("postgres", "usual");
        part("orders", "fails", "postgres");
        part("shop", "usual", "orders");

        assertThatThrownBy(this::start)
                .isInstanceOf(StackException.class)
                .hasMessageContaining("orders ended while it was starting")
                .hasMessageContaining("cannot go on: no tea");
        assertThat(ready).containsExactly("postgres");
        assertThat(parts.get(2).process()).as("shop was never started").isEmpty();
    }

    @Test
    void refusesATakenPortBeforeAnythingIsStarted() throws Exception {
        part("postgres", "usual");
        StackPart orders = part("orders", "usual");
        try (ServerSocket somebodyElse = new ServerSocket(orders.port(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(somebodyElse.isBound()).isTrue();
            assertThatThrownBy(this::start)
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("Port %d (orders) is taken".formatted(orders.port()))
                    .hasMessageContaining("CHECKOUT_PORT_OFFSET");
        }
        assertThat(parts.get(0).process()).isEmpty();
    }

    private static boolean isReady(StackPart part) {
        try {
            return part.isReady();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
