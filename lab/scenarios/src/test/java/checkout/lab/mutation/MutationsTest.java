package checkout.lab.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.agent.AgentRule;
import checkout.lab.audit.InvariantAudit;
import checkout.lab.mutation.registry.Mutation;
import checkout.lab.mutation.registry.MutationLoad;
import checkout.lab.mutation.registry.Mutations;
import checkout.lab.scenario.fault.PartChoice;
import checkout.lab.scenario.plan.PlanExecution;
import checkout.lab.scenario.plan.ScenarioPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Fails if a mutation could not be run, or names something that can never turn red. */
class MutationsTest {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Path SOURCES = Path.of("../..");
    private static final Pattern SQL_WORDS = Pattern.compile("sql(?:Has|Is)\\(\\$1, \"(.*?)\"\\)");
    private static final Map<String, List<String>> MODULES = Map.of(
            "order-service", List.of("order-service", "libs/messaging"),
            "inventory-service", List.of("inventory-service", "libs/messaging"),
            "payment-service", List.of("payment-service", "libs/messaging"),
            "saga-orchestrator", List.of("saga-orchestrator", "libs/saga-runtime", "libs/messaging"),
            "outbox-relay", List.of("outbox-relay"));

    static Stream<Mutation> mutations() {
        return Mutations.all().stream();
    }

    @Test
    void thereAreAtLeastTwentyAndEachHasItsName() {
        assertThat(Mutations.all()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(Mutations.all()).extracting(Mutation::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void aMutationCanBeNamedAndFound(Mutation mutation) {
        assertThat(mutation.name()).matches("[a-z][a-z-]+");
        assertThat(mutation.breaks()).endsWith(".");
        assertThat(PartChoice.APPLICATIONS).contains(mutation.application());
        assertThat(mutation.rules()).isNotEmpty();
        assertThat(mutation.rules()).extracting(AgentRule::name).doesNotHaveDuplicates();
        assertThat(Mutations.find(mutation.name())).contains(mutation);
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void whatMustFindItIsCheckedUnderItsLoad(Mutation mutation) {
        PlanExecution execution = mutation.load().plan().execution();
        assertThat(execution.expectationsOf(mutation.foundBy().word())).isNotEmpty();
        if (mutation.foundBy().isInvariant()) {
            assertThat(InvariantAudit.names()).contains(mutation.foundBy().result());
        }
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void theStatementsThatItChangesExist(Mutation mutation) {
        for (AgentRule rule : mutation.rules()) {
            Matcher words = SQL_WORDS.matcher(rule.condition());
            while (words.find()) {
                assertThat(MODULES.getOrDefault(mutation.application(), List.of()))
                        .as("modules with the statement %s", words.group(1))
                        .anyMatch(module -> hasText(SOURCES.resolve(module).resolve("target/classes"), words.group(1)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(MutationLoad.class)
    void aLoadIsBoundedAndUsed(MutationLoad load) {
        ScenarioPlan plan = load.plan();
        assertThat(plan.lasts()).isLessThanOrEqualTo(LONGEST);
        assertThat(Mutations.all()).extracting(Mutation::load).contains(load);
    }

    /** A text block is one constant of its class. */
    private static boolean hasText(Path classes, String words) {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(MutationsTest::text)
                    .anyMatch(text -> text.contains(words));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).replaceAll("\\s+", " ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
