package checkout.lab.stack.run;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.stack.part.SmallPart;
import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StateDirectory;
import checkout.lab.stack.supervise.StoppedByHand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Red means: a part that was started again after a kill by hand is not supervised. */
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
}
