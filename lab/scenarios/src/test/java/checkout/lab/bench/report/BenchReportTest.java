package checkout.lab.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Red here: a change looks better or worse than it is. */
class BenchReportTest {

    @TempDir
    private Path folder;

    @Test
    void theMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
        assertThat(ReportFigures.medians(List.of(rate(1), rate(9), rate(3))).get("checkouts.finished/s"))
                .isEqualTo(3);
        assertThat(ReportFigures.medians(List.of(rate(1), rate(9), rate(3), rate(4)))
                        .get("checkouts.finished/s"))
                .isEqualTo(3.5);
    }

    @Test
    void aFigureMissingFromOneRoundHasNoMedian() {
        ReportFigures medians = ReportFigures.medians(List.of(rate(1).put("drain.finished/s", 5), rate(2)));
        assertThat(medians.has("drain.finished/s")).isFalse();
    }

    @Test
    void earlierFilesAreComparedWithNewFigures() {
        Map<String, ReportFigures> earlier = new LinkedHashMap<>();
        earlier.put("a day before", written(rate(400)));
        earlier.put("before-the-last-change", written(rate(250).put("memory.kafka", 200)));
        StringWriter text = new StringWriter();
        new BenchTable(new PrintWriter(text), earlier).print(rate(500).put("memory.kafka", 300));
        assertThat(text.toString().lines().map(line -> line.replaceAll(" +", " ")
                        .strip()))
                .contains(
                        "now a day before to now he-last-change to now",
                        "finished/s 500 400 +25.0 % 250 +100.0 %",
                        "kafka 300 200 +50.0 %");
    }

    private ReportFigures written(ReportFigures figures) {
        Path file = folder.resolve("earlier.json");
        new BenchReport(
                        "2026-01-01T00:00:00Z",
                        Map.of("clients", 128),
                        Map.of("java", "25"),
                        figures.values(),
                        List.of(figures.values()),
                        Map.of("Round 1", Map.of("accepted", 9L)),
                        List.of())
                .write(file);
        return BenchReport.figuresIn(file);
    }

    @Test
    void theRatioIsPrintedAsASentence() {
        StringWriter text = new StringWriter();
        new BenchTable(new PrintWriter(text), Map.of())
                .print(rate(900).put("floor.per second", 600).put("floor.ratio", 1.5));
        assertThat(text.toString()).contains("Finished 900/s = 1.50 x the baseline of 600/s.");
    }

    @Test
    void rejectsOtherFiles() throws IOException {
        Path file = folder.resolve("other.json");
        assertThatThrownBy(() -> BenchReport.figuresIn(file))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("cannot be read");
        Files.writeString(file, "{\"a\":1}");
        assertThatThrownBy(() -> BenchReport.figuresIn(file))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("was not written by");
        Files.writeString(file, "Hello");
        assertThatThrownBy(() -> BenchReport.figuresIn(file))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("was not written by");
    }

    @Test
    void numbersHaveThreeSignificantDigits() {
        assertThat(List.of(
                        BenchTable.number(0.01234),
                        BenchTable.number(1.234),
                        BenchTable.number(12.34),
                        BenchTable.number(12345.6),
                        BenchTable.number(8)))
                .containsExactly("0.012", "1.23", "12.3", "12,346", "8");
        assertThat(List.of(BenchTable.change(200, 150), BenchTable.change(0, 0), BenchTable.change(0, 1)))
                .containsExactly("-25.0 %", "=", "new");
    }

    private static ReportFigures rate(double value) {
        return ReportFigures.none().put("checkouts.finished/s", value);
    }
}
