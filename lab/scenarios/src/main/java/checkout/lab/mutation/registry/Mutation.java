package checkout.lab.mutation.registry;

import checkout.lab.agent.AgentRule;
import java.util.List;

/**
 * A bug that is put into a running application.
 *
 * @param breaks what is broken, in a sentence
 * @param application whose JVM is changed
 * @param foundBy what must turn red
 * @param halts whether applications may stop working with it; otherwise that is not what finds it
 */
public record Mutation(
        String name,
        String breaks,
        String application,
        MutationLoad load,
        Finding foundBy,
        List<AgentRule> rules,
        boolean halts) {

    /**
     * What finds a mutation.
     *
     * @param word of the expectation in scenario files
     * @param result the name of the invariant, or of that of the expectation's results
     */
    public record Finding(String word, String result) {

        private static final String AUDIT = "audit";

        /** An invariant of the audit. */
        static Finding invariant(String name) {
            return new Finding(AUDIT, name);
        }

        public boolean isInvariant() {
            return word.equals(AUDIT);
        }
    }

    Mutation(String name, String breaks, String application, MutationLoad load, Finding foundBy, AgentRule... rules) {
        this(name, breaks, application, load, foundBy, List.of(rules), false);
    }

    /** The same bug, with which applications may stop working. */
    Mutation halting() {
        return new Mutation(name, breaks, application, load, foundBy, rules, true);
    }
}
