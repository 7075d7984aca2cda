package checkout.lab.stack.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Red means: a process of the stack is lost, mistaken for another, or not stopped. */
class DetachedProcessTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int PAGE_BYTES = 4_096;

    @TempDir
    private Path folder;

    private final List<StackPart> started = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();

    @AfterEach
    void stopAll() throws Exception {
        for (StackPart part : started) {
            part.stop(Duration.ofMillis(1), message -> {});
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
    void isFoundByFolderAndName() throws Exception {
        SmallPart part = started(folder, "normal");

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
    void isFoundHoweverLongTheClassPathIs() throws Exception {
        String classPath = System.getProperty("java.class.path");
        DetachedProcess process = new DetachedProcess(folder, "tea-service");
        System.setProperty("java.class.path", classPath + ":/nowhere".repeat(PAGE_BYTES));
        try {
            process.startClass(
                    SmallServer.class, List.of("-Dport=" + LocalPort.findFree()), List.of(), folder.resolve("log"));
        } finally {
            System.setProperty("java.class.path", classPath);
        }
        try {
            await().atMost(TIMEOUT)
                    .until(() ->
                            new DetachedProcess(folder, "tea-service").find().isPresent());
        } finally {
            process.stop(TIMEOUT, messages::add);
        }
    }

    /** Such as an editor. */
    @Test
    void anotherProgramWithTheFileIsNotTheOneThatItConfigures() throws Exception {
        Path file = folder.resolve("small.ini");
        Process other = new ProcessBuilder("tail", Files.createFile(file).toString(), "-f").start();
        try {
            await().until(() ->
                    DetachedProcess.configuredBy(file, "tail").find().isPresent());
            assertThat(DetachedProcess.configuredBy(file, "pgbouncer").find()).isEmpty();
        } finally {
            other.destroyForcibly();
        }
    }

    /** It cannot be stopped, and must not get the secrets of the part. */
    @Test
    void aProcessOfAnotherUserIsNotOurs() throws Exception {
        assumeTrue(
                ProcessHandle.current().info().user().equals(Optional.of("root")),
                "only root has another user at hand");
        Path file = folder.resolve("small.ini");
        List<String> arguments = List.of("tail", file.toString(), "-F");
        Process ours = new ProcessBuilder(arguments).redirectErrorStream(true).start();
        Process others = asUser("65534", arguments).redirectErrorStream(true).start();
        try {
            DetachedProcess process = DetachedProcess.configuredBy(file, "tail");
            await().until(() -> process.find().map(ProcessHandle::pid).equals(Optional.of(ours.pid())));
            await().until(() ->
                    others.info().arguments().map(List::of).orElse(List.of()).contains(file.toString()));
            ours.destroyForcibly().waitFor();
            assertThat(process.find()).isEmpty();
        } finally {
            ours.destroyForcibly();
            others.destroyForcibly();
        }
    }

    private static ProcessBuilder asUser(String user, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("setpriv", "--reuid=" + user, "--clear-groups"));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    /** As in a container whose first process does not care about the children that it inherits. */
    @Test
    void hasEndedAlthoughItsParentDoesNotTakeNotice() throws Exception {
        Path file = folder.resolve("small.ini");
        Process parent = new ProcessBuilder("sh", "-c", "tail \"$0\" -F & exec sleep 1000", file.toString())
                .redirectErrorStream(true)
                .start();
        try {
            DetachedProcess process = DetachedProcess.configuredBy(file, "tail");
            await().until(() -> process.find().isPresent());

            boolean wasKilled = process.stop(Duration.ofSeconds(5), messages::add);

            assertThat(wasKilled).isFalse();
            assertThat(process.find()).isEmpty();
            assertThat(parent.isAlive()).isTrue();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void isDeadIfItShouldRun() throws Exception {
        SmallPart part = started(folder, "normal");
        part.process().orElseThrow().destroyForcibly();
        await().until(() -> part.process().isEmpty());

        assertThat(PartStatus.of(part, true).state()).isEqualTo(PartState.DEAD);
        assertThat(PartStatus.of(part, false).state()).isEqualTo(PartState.STOPPED);
    }

    @Test
    void stopsAndCanBeStoppedTwice() throws Exception {
        SmallPart part = started(folder, "normal");

        part.stop(TIMEOUT, messages::add);
        part.stop(TIMEOUT, messages::add);

        assertThat(part.process()).isEmpty();
        assertThat(messages).isEmpty();
    }

    @Test
    void isKilledAfterTheTimeoutAndReportsIt() throws Exception {
        SmallPart part = started(folder, "stubborn");

        part.stop(Duration.ofSeconds(1), messages::add);

        assertThat(part.process()).isEmpty();
        assertThat(messages).containsExactly("tea-service did not stop within 1 s and was killed.");
    }

    @Test
    void keepsThePreviousLog() throws Exception {
        started(folder, "normal").stop(TIMEOUT, messages::add);
        started(folder, "stubborn");

        assertThat(PartLog.lastLines(folder.resolve("tea-service.log"), 5)).containsExactly("mode stubborn");
        assertThat(Files.readString(folder.resolve("tea-service.log.1"))).startsWith("mode normal");
    }
}
