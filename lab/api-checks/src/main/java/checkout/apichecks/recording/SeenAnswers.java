package checkout.apichecks.recording;

import checkout.apichecks.description.ApiDescription;
import checkout.apichecks.description.DescribedOperation;
import checkout.apichecks.description.DescriptionRules;
import checkout.apichecks.description.RecordedExchange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The documented answers that the tests of this module have seen, and the exchanges that differ from the description. */
public final class SeenAnswers {
    private static final class OfThisModule {
        static final SeenAnswers SEEN = new SeenAnswers(ApiDescription.ofThisModule());
    }

    private final ApiDescription description;
    private final DescriptionRules rules;
    private final Set<String> seen = new HashSet<>();
    private final List<String> differences = new ArrayList<>();

    SeenAnswers(ApiDescription description) {
        this.description = description;
        this.rules = new DescriptionRules(description);
    }

    public static SeenAnswers ofThisModule() {
        return OfThisModule.SEEN;
    }

    public void add(RecordedExchange exchange) {
        DescriptionRules.Comparison comparison;
        try {
            comparison = rules.compare(exchange);
        } catch (RuntimeException brokenDescription) {
            // the request is being answered, and its client must not notice
            comparison = new DescriptionRules.Comparison(Optional.empty(), List.of(brokenDescription.toString()));
        }
        synchronized (this) {
            comparison.answer().map(Object::toString).ifPresent(seen::add);
            if (!comparison.differences().isEmpty()) {
                differences.add("%s: %s".formatted(exchange, String.join("; ", comparison.differences())));
            }
        }
    }

    /** The differences since the last call. */
    synchronized List<String> takeDifferences() {
        List<String> taken = List.copyOf(differences);
        differences.clear();
        return taken;
    }

    /**
     * The documented answers that no test has seen. What an operation answers when something unforeseen happens is the same
     * for all, and has to be seen once.
     */
    public synchronized List<String> unseen() {
        List<String> unseen = new ArrayList<>();
        for (DescribedOperation operation : description.operations()) {
            for (String name : operation.answers()) {
                String answer = new DescriptionRules.Answer(operation, name).toString();
                boolean common = name.equals("default");
                if (common ? seen.stream().noneMatch(any -> any.endsWith(name)) : !seen.contains(answer)) {
                    unseen.add(answer);
                }
            }
        }
        return unseen;
    }
}
