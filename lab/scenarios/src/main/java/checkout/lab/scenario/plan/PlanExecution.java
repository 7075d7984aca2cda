package checkout.lab.scenario.plan;

import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.load.Load;
import checkout.lab.scenario.vocabulary.Vocabulary;
import checkout.lab.scenario.word.WordUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the words of a plan make for one run. */
public record PlanExecution(List<Load> loads, Fault fault, List<Expectation> expectations) {

    static PlanExecution of(ScenarioPlan plan) {
        Timeline timeline = new Timeline(plan.faults());
        List<Expectation> expectations = new ArrayList<>(plan.expectations().stream()
                .sorted(Comparator.comparingInt(use -> Vocabulary.EXPECTATIONS.rank(use.word())))
                .map(WordUse::make)
                .toList());
        expectations.addAll(timeline.judges());
        return new PlanExecution(plan.loads().stream().map(WordUse::make).toList(), timeline, expectations);
    }
}
