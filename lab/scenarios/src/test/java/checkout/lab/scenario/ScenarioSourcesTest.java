package checkout.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.lab.scenario.vocabulary.Vocabulary;
import checkout.lab.scenario.word.Word;
import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Red here: a scenario cannot be found, expects nothing, or a file of the project is wrong. */
class ScenarioSourcesTest {

    private static final Path CLONE = Path.of("../..");

    private final ScenarioSources sources = new ScenarioSources(CLONE);

    @TempDir
    Path folder;

    private List<Scenario> all() {
        return sources.all().stream().map(Supplier::get).toList();
    }

    @Test
    void findsEveryScenarioByName() {
        assertThat(all()).hasSizeGreaterThan(30).allSatisfy(each -> assertThat(
                        sources.find(each.name()).get().story())
                .isEqualTo(each.story()));
        assertThat(all()).extracting(Scenario::name).doesNotHaveDuplicates();
    }

    @Test
    void everyScenarioCanBeListed() {
        assertThat(all()).allSatisfy(each -> {
            assertThat(each.expectations()).isNotEmpty();
            assertThat(each.story()).isNotBlank();
            assertThat(each.outline().faults()).isNotEmpty();
            assertThat(each.outline().typicalSeconds()).isPositive();
        });
    }

    @Test
    void everyRunHasItsOwnExpectations() {
        Supplier<Scenario> found = sources.find("kill-relay");
        assertThat(found.get().expectations().getFirst())
                .isNotSameAs(found.get().expectations().getFirst());
    }

    /** The README's word for its file is the name in it. */
    @Test
    void aFileOfTheProjectIsNamedAsItsScenario() {
        assertThat(all())
                .filteredOn(each -> !each.outline().source().equals("class"))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.outline().source()).endsWith("/" + each.name() + ".yaml"));
    }

    @Test
    void theFilesOfTheProjectUseEveryFaultThatMayBeUsedAtRandom() {
        Set<String> used = all().stream()
                .filter(each -> !each.outline().source().equals("class"))
                .flatMap(each -> each.outline().faults().stream())
                .map(title -> title.split(" ", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(used)
                .containsAll(Vocabulary.FAULTS.all().stream()
                        .filter(Word::random)
                        .map(Word::name)
                        .toList());
    }

    @Test
    void whatBreaksConnectionsNeedsTheProxy() {
        assertThat(all())
                .filteredOn(each -> each.outline().place() == Scenario.Place.WITH_NETWORK)
                .extracting(Scenario::name)
                .hasSizeGreaterThan(8)
                .allMatch(name -> name.startsWith("network-"));
        assertThat(sources.find("kill-relay").get().outline().place()).isEqualTo(Scenario.Place.ANYWHERE);
    }

    @Test
    void namesTheNearestScenarioForAnUnknownName() {
        assertThatThrownBy(() -> sources.find("kill-relays"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("did you mean 'kill-relay'?")
                .hasMessageContaining("two-orchestrators,");
    }

    @Test
    void runsAFileOfSomebody() throws IOException {
        Path file = Files.writeString(
                folder.resolve("mine.yaml"), "load: {checkouts: 5/s}\nfaults: {kill: kafka}\nexpect: audit\n");
        Scenario scenario = sources.find(file.toString()).get();
        assertThat(scenario.name()).isEqualTo("mine");
        assertThat(scenario.traffic().ratePerSecond()).isEqualTo(5);
        assertThat(scenario.outline().faults()).containsExactly("kill kafka");
        assertThat(scenario.times()).isEqualTo(1);
    }

    @Test
    void saysWhichFileCannotBeRead() {
        assertThatThrownBy(() -> sources.find("missing.yaml"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("missing.yaml cannot be read");
    }
}
