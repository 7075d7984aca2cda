package checkout.lab.scenario.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.scenario.context.SeededRandom;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.file.ScenarioFileReader;
import checkout.lab.scenario.plan.FaultTiming;
import checkout.lab.scenario.plan.ScenarioPlan;
import checkout.lab.scenario.word.Parameter;
import checkout.lab.scenario.word.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Red here: a word's example does not work as it stands, or a word cannot be described. */
class VocabularyTest {

    static Stream<Word<Fault>> faults() {
        return Vocabulary.FAULTS.all().stream();
    }

    static Stream<Word<Expectation>> expectations() {
        return Vocabulary.EXPECTATIONS.all().stream();
    }

    private static ScenarioPlan read(String text) {
        return ScenarioFileReader.read("example.yaml", "example", text);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void theExampleOfAFaultIsAnEntryOfAFile(Word<Fault> word) {
        ScenarioPlan plan = read("load: {checkouts: 5/s}\nfaults:\n  - %s\nexpect: audit\n".formatted(word.example()));
        assertThat(plan.faults()).singleElement().satisfies(each -> {
            assertThat(each.fault().word()).isSameAs(word);
            assertThat(each.fault().make()).isNotNull();
        });
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void theExampleOfAnExpectationIsAnEntryOfAFile(Word<Expectation> word) {
        ScenarioPlan plan = read("load: {checkouts: 5/s}\nexpect: [%s]\n".formatted(word.example()));
        assertThat(plan.expectations()).singleElement().satisfies(each -> {
            assertThat(each.word()).isSameAs(word);
            assertThat(each.make()).isNotNull();
        });
    }

    @Test
    void theExampleOfALoadIsTheLoadOfAFile() {
        assertThat(Vocabulary.LOADS.all()).allSatisfy(word -> assertThat(
                        read(word.example() + "\nexpect: audit\n").loads())
                .extracting(use -> use.word().name())
                .contains(word.name()));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aParameterOfAFaultCannotBeTakenForItsTiming(Word<Fault> word) {
        List<String> names = new ArrayList<>();
        FaultTiming.PARAMETERS.forEach(each -> names.add(each.name()));
        word.parameters().forEach(each -> names.add(each.name()));
        names.addAll(Vocabulary.FAULTS.names());
        assertThat(names).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aRandomUseOfAFaultCanBeMade(Word<Fault> word) {
        SeededRandom random = SeededRandom.of(5, word.name());
        for (int n = 0; n < 20; n++) {
            assertThat(word.sample(random).make()).isNotNull();
        }
    }

    @Test
    void everyExpectationCanBeMadeWithoutValues() {
        assertThat(expectations().map(Word::make)).doesNotContainNull();
    }

    @Test
    void everyWordIsDescribedWithAllItsParameters() {
        List<String> lines = WordList.lines(WordList.all());
        Stream.of(Vocabulary.LOADS.all(), Vocabulary.FAULTS.all(), Vocabulary.EXPECTATIONS.all())
                .flatMap(List::stream)
                .forEach(word -> {
                    assertThat(lines).anyMatch(line -> line.startsWith(word.name() + " ("));
                    assertThat(lines).anyMatch(line -> line.contains(word.example()));
                    for (Parameter<?> each : word.all()) {
                        assertThat(lines)
                                .anyMatch(line -> line.contains(each.meaning()) && line.contains(each.describe()));
                    }
                });
    }
}
