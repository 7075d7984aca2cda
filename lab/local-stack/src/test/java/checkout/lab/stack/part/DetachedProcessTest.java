package checkout.lab.stack.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is found by what it is, judged by what it answers, and stopped with growing insistence. */
class DetachedProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final List<StackPart> started = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    @AfterEach
    void stopAll() throws Exception {
        for (StackPart part : started) {
            part.stop(Duration.ofMillis(1), sentence -> {});
        }
    }

    private SmallPart started(Path home, String mode) throws Exception {
        SmallPart part = new SmallPart(home, "tea-service", mode, Set.of());
        part.start();
        started.add(part);
        await().until(part::isReady);
        return part;
    }

    @Test
    void isFoundAgainByAnybodyWhoKnowsItsFolderAndName() throws Exception {
        SmallPart part = started(folder, "usual");

        assertThat(new DetachedProcess(folder, "tea-service").find())
                .map(ProcessHandle::pid)
                .isEqualTo(part.process().map(ProcessHandle::pid));
        assertThat(new DetachedProcess(folder, "tea").find()).isEmpty();
        assertThat(new DetachedProcess(folder.resolve("other-clone"), "tea-service").find())
                .isEmpty();

        PartStatus status = PartStatus.of(part, true);
        assertThat(status.state()).isEqualTo(PartState.READY);
        assertThat(status.uptimeSeconds()).isBetween(0L, 60L);
        assertThat(ProcessMemory.of(part)).isGreaterThan(1 << 20);
    }

    @Test
    void isDeadWhenItWasMeantToRun() throws Exception {
        SmallPart part = started(folder, "usual");
        part.process().orElseThrow().destroyForcibly();
        await().until(() -> part.process().isEmpty());

        assertThat(PartStatus.of(part, true).state()).isEqualTo(PartState.DEAD);
        assertThat(PartStatus.of(part, false).state()).isEqualTo(PartState.STOPPED);
    }

    @Test
    void stopsWhenAskedAndAskingTwiceIsFine() throws Exception {
        SmallPart part = started(folder, "usual");

        part.stop(PATIENCE, said::add);
        part.stop(PATIENCE, said::add);

        assertThat(part.process()).isEmpty();
        assertThat(said).isEmpty();
    }

    @Test
    void isKilledWhenItDoesNotListenAndSaysSo() throws Exception {
        SmallPart part = started(folder, "stubborn");

        part.stop(Duration.ofSeconds(1), said::add);

        assertThat(part.process()).isEmpty();
        assertThat(said).containsExactly("tea-service did not stop within 1 s and is killed.");
    }

    @Test
    void keepsTheLogOfTheRunBefore() throws Exception {
        started(folder, "usual").stop(PATIENCE, said::add);
        started(folder, "stubborn");

        assertThat(PartLog.lastLines(folder.resolve("tea-service.log"), 5)).containsExactly("mode stubborn");
        assertThat(Files.readString(folder.resolve("tea-service.log.1"))).startsWith("mode usual");
    }
}
