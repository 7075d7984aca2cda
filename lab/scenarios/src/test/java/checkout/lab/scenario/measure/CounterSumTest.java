package checkout.lab.scenario.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Red here: duplicates are counted twice, or forgotten with the process that counted them. */
class CounterSumTest {

    private final CounterSum sum = new CounterSum();

    @Test
    void theFirstReadingIsTheBeginning() {
        sum.add("a", 100);
        sum.add("b", 7);
        assertThat(sum.sum()).isZero();
        sum.add("a", 103);
        sum.add("b", 8);
        assertThat(sum.sum()).isEqualTo(4);
    }

    @Test
    void aRestartedProcessCountsFromZero() {
        sum.add("a", 100);
        sum.add("a", 110);
        sum.add("a", 5);
        sum.add("a", 6);
        assertThat(sum.sum()).isEqualTo(16);
    }

    @Test
    void aProcessThatWasStartedInTheRunCountsFromZero() {
        sum.addFromZero("a-2", 4);
        sum.addFromZero("a-2", 9);
        assertThat(sum.sum()).isEqualTo(9);
    }

    @Test
    void readsTheCountersOfAllGroups() {
        assertThat(DuplicateMeter.parse("""
                # TYPE checkout_messages_total counter
                checkout_messages_total{group="a",outcome="duplicate"} 3.0
                checkout_messages_total{group="a",outcome="handled"} 900.0
                checkout_messages_total{group="b",outcome="duplicate",x="y"} 2.0
                """)).isEqualTo(5);
        assertThat(DuplicateMeter.parse("")).isZero();
    }
}
