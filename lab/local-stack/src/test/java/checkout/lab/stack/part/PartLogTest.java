package checkout.lab.stack.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    }
}
