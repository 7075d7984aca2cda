package checkout.lab.scenario.expectation;

import checkout.lab.scenario.context.CatalogueAnswers;
import checkout.lab.scenario.context.ScenarioContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The catalogue was read, and of a hundred reads at least so many were answered with products.
 *
 * @param percent how many
 */
public record CatalogueServed(int percent) implements Expectation {

    private static final long HUNDRED = 100;
    private static final int MAX_EXAMPLES = 5;

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        CatalogueAnswers answers = context.catalogueAnswers();
        return List.of(
                new ExpectationResult(
                        "the catalogue was read",
                        answers.reads() == 0 ? List.of("nobody read it; the load needs catalogue-reads") : List.of(),
                        Map.of(),
                        true),
                new ExpectationResult(
                        "at least %d %% of the reads of the catalogue were answered with products".formatted(percent),
                        tooFew(answers.reads(), answers.failures()),
                        Map.of(
                                "reads", answers.reads(),
                                "failed", answers.failures().size())));
    }

    List<String> tooFew(long reads, List<String> failures) {
        if ((reads - failures.size()) * HUNDRED >= reads * percent) {
            return List.of();
        }
        return Stream.concat(
                        Stream.of("of %d reads %d failed".formatted(reads, failures.size())),
                        failures.stream().limit(MAX_EXAMPLES))
                .toList();
    }
}
