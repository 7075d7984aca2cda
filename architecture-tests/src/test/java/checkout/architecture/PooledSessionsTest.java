package checkout.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Red means: a service leaves something in its database session, which a connection pooler gives to another client after the
 * transaction (docs/database-connections.md). The relay connects directly.
 */
class PooledSessionsTest {

    /** The modules whose code runs in a service. */
    private static final List<String> POOLED = List.of(
            "order-service",
            "inventory-service",
            "payment-service",
            "saga-orchestrator",
            "libs/messaging",
            "libs/saga-runtime",
            "libs/web");

    /** What lasts longer than the transaction. */
    private static final Pattern SESSION_STATE = Pattern.compile("(?i)pg_(try_)?advisory_(un)?lock(_shared)?\\s*\\("
            + "|set\\s+session|set_config\\([^)]*,\\s*false\\s*\\)|\"\\s*set\\s+(?!local|transaction)\\w+\\s*(=|to\\b)"
            + "|\"\\s*(listen|discard|prepare|deallocate)\\s+\\w"
            + "|create\\s+temp|with\\s+hold|\\bpg_export_snapshot\\b");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importPaths(POOLED.stream()
                    .map(module -> SourceTree.ROOT.resolve(module).resolve("target/classes"))
                    .toList());

    @Test
    void noStatementLastsLongerThanItsTransaction() {
        assertThat(POOLED.stream().flatMap(PooledSessionsTest::javaFiles))
                .isNotEmpty()
                .filteredOn(file -> SESSION_STATE.matcher(read(file)).find())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select pg_advisory_lock(1)",
                "select pg_try_advisory_lock (1)",
                "set session characteristics",
                "select set_config('a', 'b', false)",
                "\"set lock_timeout = 5",
                "\"listen orders",
                "create temporary table x",
                "declare c cursor with hold"
            })
    void recognizesStatementsThatLastLonger(String statement) {
        assertThat(SESSION_STATE.matcher(statement).find()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select pg_advisory_xact_lock(1)",
                "select set_config('a', 'b', true)",
                "\"set local lock_timeout = 5",
                "\"set transaction isolation level repeatable read",
                "update orders set status = ?"
            })
    void recognizesStatementsThatDoNot(String statement) {
        assertThat(SESSION_STATE.matcher(statement).find()).isFalse();
    }

    /** The driver sets the isolation level for the session. */
    @Test
    void noTransactionSetsItsIsolationLevelThroughTheDriver() {
        assertThat(CLASSES).isNotEmpty();
        noClasses()
                .should()
                .callMethod(Connection.class, "setTransactionIsolation", int.class)
                .check(CLASSES);
        noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "sets an isolation level", call -> call.getName().equals("setIsolationLevel")))
                .check(CLASSES);
        ArchRuleDefinition.methods().should(notDeclareAnIsolationLevel()).check(CLASSES);
    }

    private static ArchCondition<JavaMethod> notDeclareAnIsolationLevel() {
        return new ArchCondition<>("not declare an isolation level") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                method.getAnnotations().stream()
                        .filter(PooledSessionsTest::declaresAnIsolationLevel)
                        .forEach(each -> events.add(SimpleConditionEvent.violated(method, method.getFullName())));
            }
        };
    }

    private static boolean declaresAnIsolationLevel(JavaAnnotation<?> annotation) {
        return annotation.getRawType().getSimpleName().equals("Transactional")
                && annotation.hasExplicitlyDeclaredProperty("isolation");
    }

    private static Stream<Path> javaFiles(String module) {
        return SourceTree.filesIn(SourceTree.ROOT.resolve(module).resolve("src/main/java")).stream()
                .filter(file -> file.toString().endsWith(".java"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
