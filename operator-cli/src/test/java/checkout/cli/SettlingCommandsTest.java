package checkout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Red means: a command ends a saga or settles a dead letter without what the operator has to state. */
class SettlingCommandsTest extends OperatorCliTest {

    @Test
    void statesTheOutcomeOfWhatItResolves() {
        answers.add("{\"id\":\"a1\",\"status\":\"FINISHED\",\"sagas\":1,\"finished\":1}");
        answers.add("{\"items\":[{\"id\":\"%s\",\"outcome\":\"DONE\"}],\"nextCursor\":null}".formatted(ID));

        String resolve = "sagas resolve " + ID + " --reason manually --outcome REJECTED --note cash --force";
        assertThat(run(resolve.split(" "))).isZero();

        assertThat(requests.getFirst())
                .endsWith("\"reason\":\"manually\",\"outcome\":\"REJECTED\",\"note\":\"cash\",\"force\":true}");
        assertThat(run("sagas", "resolve", ID, "--reason", "by hand"))
                .as("without an outcome nobody could be told")
                .isEqualTo(2);
    }

    @Test
    void showsWhatFollowsFromSettlingALetterAndForcesIt() {
        answers.add("""
                {"id":"%s","status":"OPEN","type":"inventory.ReserveStock.v1","topic":"inventory.commands","payload":{},
                 "whatFollows":{"redrive":{"follows":"The saga ended REJECTED","onlyWithForce":true}}}""".formatted(ID));
        answers.add("{\"done\":1,\"notDone\":0,\"results\":[{\"id\":\"%s\",\"outcome\":\"REDRIVEN\"}]}".formatted(ID));

        assertThat(run("dead-letters", "show", ID)).isZero();
        assertThat(run("dead-letters", "redrive", ID, "--reason", "intended", "--force"))
                .isZero();

        assertThat(out.toString()).contains("The saga ended REJECTED (only with --force)");
        assertThat(requests.getLast()).endsWith("\"force\":true}");
    }
}
