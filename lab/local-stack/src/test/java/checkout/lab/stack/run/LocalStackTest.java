package checkout.lab.stack.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.lab.stack.part.SmallPart;
import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StateDirectory;
import checkout.lab.stack.supervise.StoppedByHand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Red means: a part that was started again after a kill by hand is not supervised, or a stop leaves something behind. */
class LocalStackTest {

    @TempDir
    private Path folder;

    @Test
    void aPartThatIsStartedIsSupervisedAgain() throws Exception {
        StateDirectory state = new StateDirectory(folder, folder.resolve("state"));
        state.create();
        LocalStack stack = LocalStack.toStart(state, new StackPorts(0));
        SmallPart part = new SmallPart(folder, "tea-service", "normal", Set.of());
        new StoppedByHand(state).add("tea-service");
        new StoppedByHand(state).add("coffee-service");
        try {
            stack.start(List.of(part), (started, took) -> {});
            assertThat(new StoppedByHand(state).contains("tea-service")).isFalse();
            assertThat(new StoppedByHand(state).contains("coffee-service")).isTrue();
        } finally {
            part.stop(Duration.ofSeconds(10), message -> {});
        }
    }

    /** They would consume from the next stack's topics. */
    @Test
    void aStopEndsInstancesWhoseStarterWasKilled() throws Exception {
        StateDirectory state = new StateDirectory(folder, folder.resolve("state"));
        state.create();
        SmallPart second = new SmallPart(state.path(), "order-service-2", "normal", Set.of());
        SmallPart stranger = new SmallPart(folder, "order-service-2", "normal", Set.of());
        List<String> messages = new ArrayList<>();
        try {
            second.start();
            stranger.start();
            await().until(() -> second.isReady() && stranger.isReady());
            LocalStack.toStop(state).stop(messages::add);
            assertThat(second.process()).isEmpty();
            assertThat(stranger.process()).isPresent();
            assertThat(messages).containsExactly("order-service-2 is stopped, too");
        } finally {
            second.stop(Duration.ofSeconds(10), message -> {});
            stranger.stop(Duration.ofSeconds(10), message -> {});
        }
    }

    @Test
    void aDamagedNoteOfTheRunKeepsNobodyFromStopping() throws Exception {
        StateDirectory state = new StateDirectory(folder, folder.resolve("state"));
        state.create();
        Path note = Files.writeString(state.path().resolve("run.json"), "");
        LocalStack.toStop(state).stop(message -> {});
        assertThat(note).doesNotExist();
    }

    /** As on a disk that is full. */
    @Test
    void aNoteThatCannotBeWrittenKeepsNobodyFromStopping() throws Exception {
        StateDirectory state = new StateDirectory(folder, folder.resolve("state"));
        state.create();
        state.recordRun(new StackPorts(0));
        Files.createDirectories(state.path().resolve("run.json.new/occupied"));
        SmallPart second = new SmallPart(state.path(), "order-service-2", "normal", Set.of());
        List<String> messages = new ArrayList<>();
        try {
            second.start();
            await().until(second::isReady);
            LocalStack.toStop(state).stop(messages::add);
            assertThat(second.process()).isEmpty();
            assertThat(messages).first().asString().contains("run.json cannot be written");
            assertThat(state.isMeantToRun()).isFalse();
        } finally {
            second.stop(Duration.ofSeconds(10), message -> {});
        }
    }
}
