package checkout.lab.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.mutation.registry.MutationLoad;
import checkout.lab.mutation.registry.Mutations;
import java.util.List;
import org.junit.jupiter.api.Test;

class MutationTableTest {

    @Test
    void hasARowForEachTrial() {
        TrialResult caught = new TrialResult(
                "inbox-off",
                "inventory-service",
                "duplicates",
                "no participant answered a command twice",
                TrialVerdict.CAUGHT,
                312,
                540,
                18.25,
                List.of("no participant answered a command twice"),
                "saga 1 ...");
        List<String> lines = MutationTable.of(
                        List.of(TrialSubject.control(MutationLoad.CRASH).failed("no port"), caught))
                .lines();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("mutation").contains("must turn red", "fired", "checkouts", "seconds");
        assertThat(lines.get(1)).startsWith("control").contains("crash", "nothing", "FAILED");
        assertThat(lines.get(2))
                .startsWith("inbox-off")
                .contains("caught", "312", "540")
                .endsWith("18.25");
    }

    @Test
    void onlyWhatWasFoundByItsNameAndAGreenControlAreGood() {
        assertThat(TrialVerdict.values())
                .filteredOn(TrialVerdict::isGood)
                .containsExactly(TrialVerdict.GREEN, TrialVerdict.CAUGHT);
    }

    @Test
    void aTrialThatFailedNamesItsMutation() {
        TrialResult failed = TrialSubject.of(Mutations.all().getFirst()).failed("no port");
        assertThat(failed.mutation()).isEqualTo(Mutations.all().getFirst().name());
        assertThat(failed.verdict()).isEqualTo(TrialVerdict.FAILED);
        assertThat(failed.example()).isEqualTo("no port");
    }
}
