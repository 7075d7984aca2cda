package checkout.lab.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import checkout.lab.agent.AgentRule;
import checkout.lab.mutation.registry.Mutation;
import checkout.lab.mutation.registry.Mutations;
import checkout.lab.scenario.agent.LabRules;
import checkout.lab.scenario.fault.PartChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fails if a class or method that a rule names was renamed, or if Byteman would not understand the rule. */
class AgentRulesTest {

    @TempDir
    private Path folder;

    static Stream<String> applications() {
        return PartChoice.APPLICATIONS.stream();
    }

    /** {@code mvn verify} makes the jars before this module is tested, {@code mvn test} does not. */
    @ParameterizedTest
    @MethodSource("applications")
    void everyRuleFitsTheApplicationThatItChanges(String application) throws IOException, ReflectiveOperationException {
        Path jar = Path.of("../..", application, "target", application + "-1.0.0-SNAPSHOT.jar");
        assumeThat(jar).as("the application is packaged").exists();
        List<AgentRule> rules = new ArrayList<>();
        Mutations.all().stream()
                .filter(each -> each.application().equals(application))
                .map(Mutation::rules)
                .forEach(rules::addAll);
        rules.addAll(LabRules.passedBy(application, folder));
        try (AgentRulesCheck check = new AgentRulesCheck(jar, folder.resolve("unpacked"))) {
            assertThat(check.problems(rules)).isEmpty();
        }
    }
}
