package checkout.lab.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fails if a rule would do something else in the other JVM than its mutation or its fault says. */
class RuleActionsTest {

    private final RuleActions actions = new RuleActions(null);

    @TempDir
    private Path folder;

    private String armed(String settings) throws IOException {
        return Files.writeString(folder.resolve("x.armed"), settings).toString();
    }

    @Test
    void statementsAreFoundWhateverTheirWhiteSpace() {
        String statement = "select a\n  from t\n  where id = ?\n  for update";
        assertThat(actions.sqlHas(statement, "where id = ? for update")).isTrue();
        assertThat(actions.sqlHas(statement, "for update skip locked")).isFalse();
        assertThat(actions.sqlIs(statement, "select a from t where id = ?")).isFalse();
        assertThat(actions.sqlIs(statement, "select a from t where id = ? for update"))
                .isTrue();
        assertThat(actions.rewrite(statement, "where id = ? for update", "where id = $1"))
                .isEqualTo("select a\n  from t\n  where id = $1");
    }

    @Test
    void everyNthTimeIsCountedByName() {
        String one = UUID.randomUUID().toString();
        String other = UUID.randomUUID().toString();
        assertThat(actions.every(one, 3)).isFalse();
        assertThat(actions.every(other, 2)).isFalse();
        assertThat(actions.every(one, 3)).isFalse();
        assertThat(actions.every(one, 3)).isTrue();
        assertThat(actions.every(one, 3)).isFalse();
    }

    @Test
    void aPointIsDueWhenItIsReachedAsOftenAsItsFileSays() throws IOException {
        assertThat(actions.isDue(folder.resolve("none").toString())).isFalse();
        String file = armed("3 ");
        assertThat(actions.isDue(file)).isFalse();
        assertThat(actions.isDue(file)).isFalse();
        assertThat(actions.isDue(file)).isTrue();
        Files.delete(Path.of(file));
        assertThat(actions.isDue(file)).isFalse();
    }

    @Test
    void onlyRecordsOfTheNamedTopicAreLate() throws IOException {
        String file = armed("payments.commands 100 5 7");
        assertThat(actions.isLate(file, "payments.commands")).isTrue();
        assertThat(actions.isLate(file, "inventory.commands")).isFalse();
        assertThat(actions.isLate(armed("payments.commands 0 5 7"), "payments.commands"))
                .isFalse();
    }

    @Test
    void aReturnCanBeBookedToAnotherProductAndAnotherWallet() {
        Map<String, Integer> quantities = new LinkedHashMap<>();
        quantities.put("CUP", 1);
        quantities.put("TEA", 3);
        assertThat(actions.rotated(quantities)).containsExactlyInAnyOrderEntriesOf(Map.of("CUP", 3, "TEA", 1));
        assertThat(actions.otherKey(quantities, "TEA")).isEqualTo("CUP");
        assertThat(actions.otherKey(Map.of("TEA", 1), "TEA")).isEqualTo("TEA");
    }

    @Test
    void theSeedSaysWhichRecordsAreLate() throws IOException {
        String first = armed("payments.commands 50 5 7");
        List<Boolean> late = lateOnes(first);
        Files.move(Path.of(first), folder.resolve("again"));
        assertThat(lateOnes(folder.resolve("again").toString())).isEqualTo(late).contains(true, false);
    }

    private List<Boolean> lateOnes(String file) {
        return IntStream.range(0, 40)
                .mapToObj(n -> actions.isLate(file, "payments.commands"))
                .toList();
    }

    @Test
    void eachTimeARuleFiresIsAByte() throws IOException {
        Path file = folder.resolve("x.fired");
        assertThat(actions.fired(file.toString())).isTrue();
        assertThat(actions.fired(file.toString())).isTrue();
        assertThat(Files.size(file)).isEqualTo(2);
    }

    @Test
    void eachAttemptGetsAKeyOfItsOwn() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1/"))
                .header("Idempotency-Key", "k")
                .header("Accept", "a")
                .build();
        HttpRequest changed = actions.withKeyOfAttempt(request, 2);
        assertThat(changed.headers().firstValue("Idempotency-Key")).contains("k:2");
        assertThat(changed.headers().firstValue("Accept")).contains("a");
    }

    /** An outbox as far as the rule uses it. */
    static final class FakeOutbox {
        private final List<String> written = new ArrayList<>();
        private Thread writer = Thread.currentThread();

        String row(String message) {
            return "row of " + message;
        }

        void append(List<String> rows) {
            written.addAll(rows);
            writer = Thread.currentThread();
        }
    }

    /** Effects as far as the rule uses them. */
    static final class FakeEffects {
        private final List<String> messages = new ArrayList<>(List.of("a", "b"));

        List<String> messages() {
            return messages;
        }
    }

    @Test
    void messagesAreWrittenByAnotherThreadAndTakenOutOfTheEffects() {
        FakeOutbox outbox = new FakeOutbox();
        FakeEffects effects = new FakeEffects();
        actions.sendElsewhere(outbox, effects);
        assertThat(outbox.written).containsExactly("row of a", "row of b");
        assertThat(outbox.writer).isNotSameAs(Thread.currentThread());
        assertThat(effects.messages).isEmpty();
    }

    /** A row with an id. */
    record Row(UUID id, String payload) {}

    @Test
    void aRecordIsCopiedWithAnotherValue() {
        UUID other = UUID.randomUUID();
        assertThat(Reflection.copy(new Row(UUID.randomUUID(), "p"), "id", other))
                .isEqualTo(new Row(other, "p"));
    }
}
