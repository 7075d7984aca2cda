package checkout.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Red here: a source file is not formatted. With {@code -Dformat=apply} this formats the files instead of checking them. It
 * is a test because the formatter needs a JDK that can parse the sources, and tests run on the newest one found.
 */
class SourceFormatTest {
    private static final boolean APPLY = "apply".equals(System.getProperty("format"));

    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    @Test
    void everySourceFileIsFormatted() {
        List<Path> notFormatted = SourceTree.allJavaFiles().parallelStream()
                .filter(file -> !isFormatted(file))
                .toList();
        if (!APPLY) {
            assertThat(notFormatted)
                    .as("format them with -Dformat=apply, see CONTRIBUTING.md")
                    .isEmpty();
        }
    }

    private boolean isFormatted(Path file) {
        try {
            String source = Files.readString(file);
            String formatted = formatter.formatSource(RemoveUnusedImports.removeUnusedImports(
                    ImportOrderer.reorderImports(source, JavaFormatterOptions.Style.PALANTIR)));
            if (APPLY && !formatted.equals(source)) {
                Files.writeString(file, formatted);
            }
            return formatted.equals(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FormatterException e) {
            throw new AssertionError(file + " cannot be parsed: " + e.getMessage(), e);
        }
    }
}
