package checkout.lab.scenario.file;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.scenario.load.ShopperMix;
import checkout.lab.scenario.plan.FaultTiming;
import checkout.lab.scenario.plan.PlannedFault;
import checkout.lab.scenario.plan.ScenarioPlan;
import checkout.lab.scenario.vocabulary.LoadWords;
import checkout.lab.scenario.word.IntRange;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Red here: a file means something else than it says. */
class ScenarioFileReaderTest {

    private static final String FILE = """
            name: payment-freezes
            description: The payment service does not answer for a while.
            load: {checkouts: 20/s, for: 30s, mix: {lines: 1-3, hot-items: 2, payment: [card, wallet], cancels: 5%, returns: 2%, duplicates: 3%}}
            faults:
              - {at: 5s, freeze: payment-service, for: 10s}
              - {every: 4s, kill: any-service, times: 3}
            expect: [audit, all-ended: 60s, no-dead-letters]
            """;

    private static ScenarioPlan read(String text) {
        return ScenarioFileReader.read("my.yaml", "my", text);
    }

    @Test
    void readsEverything() {
        ScenarioPlan plan = read(FILE);

        assertThat(plan.name()).isEqualTo("payment-freezes");
        assertThat(plan.description()).isEqualTo("The payment service does not answer for a while.");
        assertThat(plan.lasts()).isEqualTo(Duration.ofSeconds(30));
        assertThat(plan.faults())
                .extracting(PlannedFault::title)
                .containsExactly("freeze payment-service", "kill any-service (3 times)");
        assertThat(plan.faults())
                .extracting(PlannedFault::timing)
                .containsExactly(
                        FaultTiming.once(Duration.ofSeconds(5)),
                        new FaultTiming(Duration.ofSeconds(4), Duration.ofSeconds(4), 3));
        assertThat(plan.faults().getFirst().fault().texts()).containsEntry("for", "10s");
        assertThat(plan.expectations())
                .extracting(use -> use.word().name())
                .containsExactly("audit", "all-ended", "no-dead-letters");
        assertThat(plan.expectations().get(1).texts()).containsEntry("all-ended", "1m");
    }

    @Test
    void readsTheMixOfTheCustomers() {
        var checkouts = read(FILE).loads().getFirst();

        assertThat(checkouts.arguments().get(LoadWords.RATE)).isEqualTo(20);
        ShopperMix mix = ShopperMix.of(checkouts.arguments());
        assertThat(mix.lines()).isEqualTo(new IntRange(1, 3));
        assertThat(mix.hotItems()).isEqualTo(2);
        assertThat(mix.payment()).containsExactly("card", "wallet");
        assertThat(mix.cancels()).isEqualTo(5);
        assertThat(mix.returns()).isEqualTo(2);
        assertThat(mix.duplicates()).isEqualTo(3);
        assertThat(mix.storefronts()).isEqualTo(1);
    }

    @Test
    void theFileNamesTheScenarioIfItDoesNotNameItself() {
        assertThat(read("load: {checkouts: 5/s}\nexpect: audit\n").name()).isEqualTo("my");
    }

    @Test
    void oneFaultAndOneExpectationNeedNoList() {
        ScenarioPlan plan = read("load: {checkouts: 5/s}\nfaults: {kill: kafka}\nexpect: audit\n");

        assertThat(plan.faults())
                .extracting(PlannedFault::timing)
                .containsExactly(FaultTiming.once(Duration.ofSeconds(5)));
        assertThat(plan.expectations()).hasSize(1);
    }

    @Test
    void aFaultWithoutANumberOfTimesIsRepeatedAsLongAsTheLoadLasts() {
        List<FaultTiming> timings =
                read("""
                load: {checkouts: 5/s, for: 30s}
                faults:
                  - {every: 10s, kill: kafka}
                  - {at: 1s, every: 10s, kill: kafka}
                  - {at: 29s, every: 10s, kill: kafka}
                expect: audit
                """).faults().stream().map(PlannedFault::timing).toList();

        assertThat(timings.get(0).moments()).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(20));
        assertThat(timings.get(1).moments())
                .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(11), Duration.ofSeconds(21));
        assertThat(timings.get(2).moments()).containsExactly(Duration.ofSeconds(29));
    }

    @Test
    void aWordWithoutAValueIsAKeyAlone() {
        assertThat(
                        read("load: {checkouts: 5/s}\nfaults:\n  - {at: 9s, drop-slot}\n  - replay:\n    at: 3s\nexpect: audit\n")
                                .faults())
                .extracting(PlannedFault::title)
                .containsExactly("drop-slot", "replay");
    }

    @Test
    void everyRunGetsNewFaultsAndExpectations() {
        ScenarioPlan plan = read(FILE);

        assertThat(plan.execution().fault()).isNotSameAs(plan.execution().fault());
        assertThat(plan.execution().expectations().getFirst())
                .isNotSameAs(plan.execution().expectations().getFirst());
    }
}
