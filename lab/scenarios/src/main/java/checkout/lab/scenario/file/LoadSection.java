package checkout.lab.scenario.file;

import checkout.lab.scenario.load.Load;
import checkout.lab.scenario.load.LoadSettings;
import checkout.lab.scenario.vocabulary.Vocabulary;
import checkout.lab.scenario.word.Arguments;
import checkout.lab.scenario.word.Parameter;
import checkout.lab.scenario.word.Word;
import checkout.lab.scenario.word.WordUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the load of a file: its words, the mix of the customers, and how long it lasts. */
final class LoadSection {

    private final FileProblems problems;
    private final ArgumentsReader values;
    private Arguments settings = Arguments.NONE;

    LoadSection(FileProblems problems) {
        this.problems = problems;
        this.values = new ArgumentsReader(problems);
    }

    Duration lasts() {
        return settings.get(LoadSettings.FOR);
    }

    List<WordUse<Load>> read(Node node) {
        return Section.of(node, "the load", problems).map(this::read).orElse(List.of());
    }

    private List<WordUse<Load>> read(Section section) {
        List<String> allowed = new ArrayList<>(Vocabulary.LOADS.names());
        allowed.add(LoadSettings.MIX);
        allowed.add(LoadSettings.FOR.name());
        section.allowOnly(allowed, problems);
        settings = values.read(section, List.of(LoadSettings.FOR));
        List<WordUse<Load>> loads = new ArrayList<>();
        for (Word<Load> word : Vocabulary.LOADS.all()) {
            section.entry(word.name()).ifPresent(entry -> {
                Arguments mix = word.parameters().isEmpty() ? Arguments.NONE : mix(section, word);
                Parameter<?> value = word.value();
                loads.add(word.use(value == null ? mix : values.read(mix, value, entry.value())));
            });
        }
        section.entry(LoadSettings.MIX).ifPresent(entry -> {
            if (loads.stream().allMatch(each -> each.word().parameters().isEmpty())) {
                problems.add(entry.key(), "mix says what customers do, but there are none; add checkouts: 20/s");
            }
        });
        return loads;
    }

    private Arguments mix(Section section, Word<Load> word) {
        return section.entry(LoadSettings.MIX)
                .flatMap(entry -> Section.of(entry.value(), "the mix", problems))
                .map(mix -> {
                    mix.allowOnly(
                            word.parameters().stream().map(Parameter::name).toList(), problems);
                    return values.read(mix, word.parameters());
                })
                .orElse(Arguments.NONE);
    }
}
