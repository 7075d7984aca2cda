package checkout.lab.scenario.plan;

import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.load.Load;
import checkout.lab.scenario.vocabulary.Vocabulary;
import checkout.lab.scenario.word.WordUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the words of a plan make for one run.
 *
 * @param words that the expectations are made of, in the same order
 */
public record PlanExecution(List<Load> loads, Fault fault, List<Expectation> expectations, List<String> words) {

    /** Stands for the word of an expectation that a fault brings along. */
    public static final String JUDGED_BY_FAULT = "judged by the fault";

    static PlanExecution of(ScenarioPlan plan) {
        Timeline timeline = new Timeline(plan.faults(), plan.isRandom());
        List<WordUse<Expectation>> uses = plan.expectations().stream()
                .sorted(Comparator.comparingInt(use -> Vocabulary.EXPECTATIONS.rank(use.word())))
                .toList();
        List<Expectation> expectations = new ArrayList<>();
        List<String> words = new ArrayList<>();
        uses.forEach(use -> {
            expectations.add(use.make());
            words.add(use.word().name());
        });
        timeline.judges().forEach(judge -> {
            expectations.add(judge);
            words.add(JUDGED_BY_FAULT);
        });
        return new PlanExecution(
                plan.loads().stream().map(WordUse::make).toList(),
                timeline,
                List.copyOf(expectations),
                List.copyOf(words));
    }

    /** The expectations that this word has made. */
    public List<Expectation> expectationsOf(String word) {
        List<Expectation> made = new ArrayList<>();
        for (int n = 0; n < words.size(); n++) {
            if (words.get(n).equals(word)) {
                made.add(expectations.get(n));
            }
        }
        return made;
    }
}
