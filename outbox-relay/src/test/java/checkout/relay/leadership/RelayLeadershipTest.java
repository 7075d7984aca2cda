package checkout.relay.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Red here: two relays publish the same source at the same time, or none takes over from the other. */
class RelayLeadershipTest {

    private final TestDatabase database = TestServers.database("relay");

    @Test
    void oneRelayLeadsASlotAtATime() {
        try (RelayLeadership second = relay(database.slot())) {
            try (RelayLeadership first = relay(database.slot());
                    RelayLeadership ofAnotherSlot = relay("another")) {
                assertThat(first.tryAcquire()).isTrue();
                assertThat(second.tryAcquire()).isFalse();
                assertThat(ofAnotherSlot.tryAcquire()).isTrue();

                first.release();
                assertThat(second.tryAcquire())
                        .as("the first may still be sending")
                        .isFalse();
            }
            await().until(second::tryAcquire);
        }
    }

    @Test
    void aRelayThatHasReleasedItsLeadershipMustNotSend() {
        try (RelayLeadership relay = relay(database.slot())) {
            assertThat(relay.tryAcquire()).isTrue();
            relay.requireHeld();

            relay.release();

            assertThatThrownBy(relay::requireHeld).isInstanceOf(LeadershipLostException.class);
        }
    }

    /** It trusts the last answer of the server for a while, and asks again before it sends. */
    @Test
    void aRelayWhoseSessionHasEndedFindsOutBeforeItSends() {
        try (RelayLeadership first = relay(database.slot());
                RelayLeadership second = relay(database.slot())) {
            assertThat(first.tryAcquire()).isTrue();
            new JdbcTemplate(database.superuser())
                    .queryForList("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'relay'"
                            + " and datname = current_database()");
            await().until(second::tryAcquire);

            await().untilAsserted(
                            () -> assertThatThrownBy(first::requireHeld).isInstanceOf(LeadershipLostException.class));
            second.requireHeld();
        }
    }

    private RelayLeadership relay(String slot) {
        return new RelayLeadership(
                slot, new SingleConnectionDataSource(database.url(), database.username(), database.password(), true));
    }
}
