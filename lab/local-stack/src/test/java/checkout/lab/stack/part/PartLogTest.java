package checkout.lab.stack.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Red means: the last lines of a log are wrong or incomplete. */
class PartLogTest {

    @TempDir
    private Path folder;

    @Test
    void readsTheLastLines() throws IOException {
        Path log = folder.resolve("a.log");
        assertThat(PartLog.lastLines(log, 5)).isEmpty();
        Files.writeString(
                log, IntStream.range(0, 100_000).mapToObj(n -> "línea " + n).collect(Collectors.joining("\n")));

        assertThat(PartLog.lastLines(log, 2)).containsExactly("línea 99998", "línea 99999");
        Files.writeString(log, "one\ntwo\n");
        assertThat(PartLog.lastLines(log, 5)).containsExactly("one", "two");
        assertThat(PartLog.tail(log, 1)).isEqualTo("two");
        Files.writeString(log, "one\n\ntwo\nthr");
        assertThat(PartLog.lastLines(log, 3)).containsExactly("", "two", "thr");
    }

    @Test
    void readsManyLinesOfALogThatDoesNotFitIntoMemory() throws IOException {
        Path log = folder.resolve("a.log");
        int lines = 6_000_000;
        long beginning = 2_200L << 20;
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.seek(beginning);
            file.write("\n".repeat(lines + 1).getBytes(StandardCharsets.UTF_8));
        }
        AtomicInteger read = new AtomicInteger();

        long end = PartLog.readLastLines(log, lines, line -> read.incrementAndGet());

        assertThat(read).hasValue(lines);
        assertThat(end).isEqualTo(beginning + lines + 1);
    }

    @Test
    void cutsALineThatIsVeryLong() throws IOException {
        Path log = folder.resolve("a.log");
        Files.writeString(log, "one\n" + "x".repeat(2 << 20) + "\ntwo\n");

        assertThat(PartLog.lastLines(log, 2)).hasSize(2).last().isEqualTo("two");
        assertThat(PartLog.lastLines(log, 2).getFirst()).matches("x{100000,}").hasSizeLessThan(1 << 20);
        assertThat(PartLog.lastLines(log, 9)).hasSize(3);
    }
}
