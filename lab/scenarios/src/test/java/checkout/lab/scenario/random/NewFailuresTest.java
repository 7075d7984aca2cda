package checkout.lab.scenario.random;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.scenario.expectation.ExpectationResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Red here: what an earlier run has left in the database counts as a failure of every later one. */
class NewFailuresTest {

    private final NewFailures failures = new NewFailures(List.of(
            new ExpectationResult("audit: stock", List.of("TEA-001 is wrong")),
            new ExpectationResult("audit: money", List.of())));

    @Test
    void theSameCounterExampleIsNoNewFailure() {
        assertThat(failures.areIn(List.of(new ExpectationResult("audit: stock", List.of("TEA-001 is wrong")))))
                .isFalse();
    }

    @Test
    void anotherCounterExampleIsANewFailureOnce() {
        var result = List.of(new ExpectationResult("audit: stock", List.of("TEA-001 is wrong", "TEA-002 is wrong")));
        assertThat(failures.areIn(result)).isTrue();
        assertThat(failures.areIn(result)).isFalse();
    }

    /** A stock that is wrong moves on with every later run. */
    @Test
    void otherFiguresOfTheSameRowAreNoNewFailure() {
        String row = "TEA-001 has %d on hand, its movements add up to %s";
        NewFailures again =
                new NewFailures(List.of(new ExpectationResult("audit: stock", List.of(row.formatted(5, "6.5")))));
        assertThat(again.areIn(List.of(new ExpectationResult("audit: stock", List.of(row.formatted(17, "-1,018.25"))))))
                .isFalse();
        assertThat(again.areIn(List.of(new ExpectationResult(
                        "audit: stock", List.of(row.replace("001", "002").formatted(5, "6.5"))))))
                .isTrue();
    }

    @Test
    void whatNamesNoRowIsFoundAnewEachTime() {
        var notReady = new ExpectationResult("the run can be carried out", List.of("payment-service was not ready"));
        var row = new ExpectationResult("all ended", List.of("01890000-0000-7000-8000-000000000001 is PENDING"));
        NewFailures again = new NewFailures(List.of(notReady, row));
        assertThat(again.areIn(List.of(row))).isFalse();
        assertThat(again.areIn(List.of(notReady))).isTrue();
    }

    @Test
    void anotherExpectationIsAnotherFailure() {
        assertThat(failures.areIn(List.of(new ExpectationResult("audit: money", List.of("1 EUR is missing")))))
                .isFalse();
    }

    @Test
    void nothingWrongIsNoFailure() {
        assertThat(failures.areIn(List.of(new ExpectationResult("audit: stock", List.of()))))
                .isFalse();
    }
}
