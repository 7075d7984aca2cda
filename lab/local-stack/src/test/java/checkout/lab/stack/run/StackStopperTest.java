package checkout.lab.stack.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import checkout.lab.stack.part.SmallPart;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Red means: a part that cannot be stopped keeps others running, or the user does not learn which one it is. */
class StackStopperTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private SmallPart application;
    private SmallPart server;

    @BeforeEach
    void start() throws IOException {
        application = new SmallPart(folder, "tea-service", "normal", Set.of());
        server = new SmallPart(folder, "postgres", "normal", Set.of());
        application.start();
        server.start();
        await().until(() -> application.isReady() && server.isReady());
    }

    @AfterEach
    void stop() throws InterruptedException {
        application.stop(TIMEOUT, message -> {});
        server.stop(TIMEOUT, message -> {});
    }

    @Test
    void stopsTheOthersAndNamesThePartsThatItCouldNotStop() {
        List<StackPart> parts = List.of(
                new Unstoppable("stubborn-service", new StackException("stubborn-service (pid 42) does not end")),
                new Unstoppable("broken-service", new IllegalStateException("not foreseen")),
                new Unstoppable("forbidden-service", new IOException("operation not permitted")),
                server,
                application);

        assertThatThrownBy(() -> new StackStopper(parts, TIMEOUT, message -> {}).run())
                .isInstanceOf(StackException.class)
                .message()
                .hasLineCount(3)
                .contains("stubborn-service (pid 42) does not end")
                .containsPattern("broken-service cannot be stopped .*not foreseen")
                .contains("forbidden-service cannot be stopped (operation not permitted)");

        assertThat(application.process()).isEmpty();
        assertThat(server.process()).isEmpty();
    }

    private record Unstoppable(String name, Exception failure) implements StackPart {

        @Override
        public int port() {
            return 0;
        }

        @Override
        public Path log() {
            return Path.of(name + ".log");
        }

        @Override
        public void start() {}

        @Override
        public Optional<ProcessHandle> process() {
            return Optional.of(ProcessHandle.current());
        }

        @Override
        public void stop(Duration timeout, Consumer<String> messages) throws IOException {
            switch (failure) {
                case IOException io -> throw io;
                case RuntimeException bug -> throw bug;
                default -> throw new IllegalArgumentException(failure);
            }
        }
    }
}
