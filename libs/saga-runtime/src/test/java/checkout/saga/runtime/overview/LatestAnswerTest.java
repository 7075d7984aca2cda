package checkout.saga.runtime.overview;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.runtime.peer.LookupResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Red here: the overview asks a process more often than it should, or shows an old answer as a new one. */
class LatestAnswerTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicLong nanoTime = new AtomicLong();
    private final LatestAnswer<String> latest = new LatestAnswer<>(LONG, nanoTime::get);
    private final List<CompletableFuture<LookupResult<String>>> asked = new ArrayList<>();

    private CompletableFuture<LookupResult<String>> question() {
        CompletableFuture<LookupResult<String>> answer = new CompletableFuture<>();
        asked.add(answer);
        return answer;
    }

    private void ask(Duration every) {
        assertThat(latest.ask(every, this::question)).isNotNull();
    }

    @Test
    void beforeTheFirstAnswerNothingIsKnown() {
        ask(Duration.ZERO);
        assertThat(latest.part().value()).isNull();
        assertThat(latest.part().asOf()).isNull();
        assertThat(latest.part().unknown()).isEqualTo("it has not answered yet");
    }

    @Test
    void aQuestionThatIsNotAnsweredIsNotAskedTwice() {
        ask(Duration.ZERO);
        ask(Duration.ZERO);
        assertThat(asked).hasSize(1);
    }

    @Test
    void anAnswerThatIsYoungEnoughIsKept() {
        ask(LONG);
        asked.getFirst().complete(new LookupResult.Fact<>("up"));
        ask(LONG);
        assertThat(asked).hasSize(1);
        assertThat(latest.part().value()).isEqualTo("up");
        assertThat(latest.part().unknown()).isNull();
        ask(Duration.ZERO);
        assertThat(asked).hasSize(2);
    }

    @Test
    void anAnswerIsYoungEnoughForAsLongAsIsSaid() {
        ask(LONG);
        asked.getFirst().complete(new LookupResult.Fact<>("up"));
        nanoTime.set(LONG.toNanos() - 1);
        ask(LONG);
        assertThat(asked).hasSize(1);
        nanoTime.set(LONG.toNanos());
        ask(LONG);
        assertThat(asked).hasSize(2);
    }

    @Test
    void anAnswerThatIsOverdueMakesUnknownWhatWasKnown() {
        ask(Duration.ZERO);
        asked.getFirst().complete(new LookupResult.Fact<>("up"));
        nanoTime.set(Duration.ofMinutes(1).toNanos());
        assertThat(latest.part().unknown()).as("nothing was asked since").isNull();

        ask(Duration.ZERO);
        nanoTime.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(latest.part().unknown()).as("it has three seconds").isNull();
        nanoTime.incrementAndGet();
        assertThat(latest.part().unknown())
                .matches("it has not answered since \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(latest.part().value()).isEqualTo("up");

        asked.getLast().complete(new LookupResult.Nothing<>("it is stopped"));
        ask(Duration.ZERO);
        nanoTime.addAndGet(Duration.ofSeconds(4).toNanos());
        assertThat(latest.part().unknown()).isEqualTo("it is stopped");
    }

    /** Nobody looked for hours, so nobody was asked. */
    @Test
    void anOldAnswerIsNotShownAsPresentBeforeTheNextOne() {
        ask(Duration.ZERO);
        asked.getFirst().complete(new LookupResult.Fact<>("up"));
        nanoTime.addAndGet(LONG.plusSeconds(3).toNanos());
        ask(Duration.ZERO);
        assertThat(latest.part().unknown())
                .as("one interval and the time to answer")
                .isNull();
        nanoTime.incrementAndGet();
        assertThat(latest.part().unknown()).isEqualTo("it has not answered yet");
        assertThat(latest.part().value()).isEqualTo("up");
        assertThat(latest.part().asOf()).isNotNull();

        asked.getLast().complete(new LookupResult.Fact<>("down"));
        assertThat(latest.part().value()).isEqualTo("down");
        assertThat(latest.part().unknown()).isNull();
    }

    @Test
    void whatWasKnownStaysBesideTheReasonForWhichNothingIsKnownNow() {
        ask(Duration.ZERO);
        asked.getFirst().complete(new LookupResult.Fact<>("up"));
        var known = latest.part();
        ask(Duration.ZERO);
        asked.getLast().complete(new LookupResult.Nothing<>("it does not answer"));
        assertThat(latest.part().value()).isEqualTo("up");
        assertThat(latest.part().asOf()).isEqualTo(known.asOf());
        assertThat(latest.part().unknown()).isEqualTo("it does not answer");
        ask(Duration.ZERO);
        asked.getLast().complete(new LookupResult.Fact<>("up again"));
        assertThat(latest.part().unknown()).isNull();
    }
}
