package checkout.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Red means: a problem leads to a page that does not exist, or a page is about a problem that nobody answers with. */
class ProblemPagesTest {
    private static final Path PAGES = SourceTree.ROOT.resolve("docs/errors");
    private static final Path INDEX = PAGES.resolve("README.md");

    private static final Pattern TITLE = Pattern.compile("\"title\": (\".+\")");

    /** The types that problems of Spring and Tomcat get, which are made of the status. */
    private static final Set<String> OF_A_STATUS = Set.of(
            "bad-request",
            "content-too-large",
            "http-version-not-supported",
            "internal-server-error",
            "method-not-allowed",
            "not-acceptable",
            "not-found",
            "not-implemented",
            "request-header-fields-too-large",
            "request-timeout",
            "service-unavailable",
            "unsupported-media-type",
            "uri-too-long");

    @Test
    void everyTypeHasAPageAndEveryPageAType() {
        Set<String> types = new TreeSet<>(ProblemTypes.inSources());
        types.addAll(OF_A_STATUS);

        assertThat(pages()).isEqualTo(types);
    }

    @Test
    void everyPageSaysTheTypeTheCauseAndWhatToDo() throws IOException {
        String index = Files.readString(INDEX);
        for (String type : pages()) {
            String page = Files.readString(PAGES.resolve(type + ".md"));
            assertThat(page)
                    .as(type)
                    .startsWith("# ")
                    .contains("`urn:checkout:problem:%s`".formatted(type))
                    .containsSubsequence("## Cause", "## What to do", "## Example")
                    .contains("\"type\": \"urn:checkout:problem:%s\"".formatted(type))
                    .contains("\"help\": \"/errors/%s\"".formatted(type));
            assertThat(index).contains("[%s](%s.md)".formatted(type, type));
        }
        assertThat(Pattern.compile("\\]\\(\\S+\\.md\\)").matcher(index).results())
                .hasSameSizeAs(pages());
    }

    /** An example of a status has the status's own title, which the framework knows. */
    @Test
    void everyExampleHasATitleThatTheCodeSends() throws IOException {
        String sources = SourceTree.javaFiles().stream().map(SourceTree::read).collect(Collectors.joining());
        for (String type : pages()) {
            Matcher title = TITLE.matcher(Files.readString(PAGES.resolve(type + ".md")));
            assertThat(title.find()).as(type).isTrue();
            if (!OF_A_STATUS.contains(type)) {
                assertThat(sources.contains(title.group(1)))
                        .as("%s: %s", type, title.group(1))
                        .isTrue();
            }
        }
    }

    private static Set<String> pages() {
        return SourceTree.filesIn(PAGES).stream()
                .filter(file -> file.toString().endsWith(".md") && !file.equals(INDEX))
                .map(file -> file.getFileName().toString().replace(".md", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
