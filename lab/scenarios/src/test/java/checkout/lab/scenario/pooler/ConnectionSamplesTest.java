package checkout.lab.scenario.pooler;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.database.PooledConnections.Counts;
import checkout.lab.scenario.expectation.ExpectationResult;
import org.junit.jupiter.api.Test;

/** Red here: a run passes although there were fewer clients than it is about, or more connections than allowed. */
class ConnectionSamplesTest {

    private final ConnectionSamples samples = new ConnectionSamples();

    private ExpectationResult check() {
        return samples.check(1_000, 25).getFirst();
    }

    @Test
    void reportsTheExtremesOfBothSides() {
        samples.add(new Counts(1_010, 40, 20, 20));
        samples.add(new Counts(1_034, 3, 25, 24));

        assertThat(check().holds()).isTrue();
        assertThat(check().figures())
                .containsEntry("client connections, lowest", 1_010)
                .containsEntry("client connections, highest", 1_034)
                .containsEntry("server connections, as PgBouncer counts them, highest", 25)
                .containsEntry("sessions, as PostgreSQL counts them, highest", 24);
    }

    @Test
    void oneConnectionTooManyIsAFailure() {
        samples.add(new Counts(1_010, 0, 25, 26));

        assertThat(check().counterExamples()).containsExactly("the server had 26 sessions of the services");
    }

    @Test
    void tooFewClientsAreAFailure() {
        samples.add(new Counts(1_010, 0, 25, 25));
        samples.add(new Counts(999, 0, 25, 25));

        assertThat(check().counterExamples()).containsExactly("there were only 999 clients");
    }

    @Test
    void nothingSeenIsAFailure() {
        assertThat(check().holds()).isFalse();
    }
}
