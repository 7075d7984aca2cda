package checkout.saga.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.Effects;
import checkout.messaging.MessageIds;
import checkout.messaging.sql.RoundTrip;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.SagaTypes.Version;
import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import checkout.testinfra.TwoSessions;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Red here: two instances decide on the same saga at the same time, sweep it twice, or wait for each other. */
class SagaLocksTest {
    private static final List<Version> TRIPS = List.of(new Version("trip", 1));
    private static final TestDatabase DATABASE =
            TestServers.database("sagas").migrate("classpath:db/messaging", "classpath:db/saga-runtime");

    private final TwoSessions sessions = new TwoSessions(DATABASE.service());
    private final JdbcTemplate jdbc = sessions.jdbc();
    private final Sagas sagas = new Sagas(jdbc, new SagaJson(new SagaTypes(List.of())));
    private final UUID one = MessageIds.next();
    private final UUID two = MessageIds.next();

    @BeforeEach
    void insertTwoThatAreDue() {
        jdbc.update("delete from saga");
        for (UUID id : List.of(one, two)) {
            jdbc.update("""
                    insert into saga (id, name, version, phase, deadline_at, state, timetable, data)
                    values (?, 'trip', 1, 'WAITING', now(), '{}', '{}', '{}')
                    """, id);
        }
    }

    @Test
    void aSagaIsReadAfterTheOneWhoHasItLockedHasChangedIt() {
        LockedSagas found = sessions.secondWaits(
                () -> {
                    sagas.lock(List.of(one));
                    jdbc.update("update saga set phase = 'STUCK' where id = ?", one);
                },
                () -> sagas.lock(List.of(one)));

        assertThat(found.find(one)).extracting(StoredSaga::phase).isEqualTo(SagaPhase.STUCK);
    }

    @Test
    void aSweeperPassesOverTheSagasOfAnother() {
        LockedSagas others = sessions.secondGoesOn(() -> sagas.lock(List.of(one)), () -> sagas.lockDue(TRIPS, 10));

        assertThat(others.ids()).containsExactly(two);
    }

    @Test
    void aParkedSagaThatIsTooFarAheadIsMadeDueUnlessItIsLocked() {
        jdbc.update("update saga set phase = 'STUCK', parked = 'not deployed', deadline_at = now() + interval '1 day'");
        FutureDatedSagas ahead = new FutureDatedSagas(jdbc);

        int made = sessions.secondGoesOn(() -> sagas.lock(List.of(one)), () -> ahead.makeParkedDue(List.of(one, two)));

        assertThat(made).isEqualTo(1);
    }

    @Test
    void theSagasOfASweeperStayLocked() {
        sessions.secondWaits(() -> sagas.lockDue(TRIPS, 10), () -> sagas.lock(List.of(one)));
    }

    @Test
    void aMessageOfAParkedSagaIsKeptOnce() {
        ParkedSagas parked = new ParkedSagas(jdbc);
        var input = new ParkedSagas.Input(MessageIds.next(), one, "type", "step", "DO", 1, null, "{}");

        sessions.secondWaits(() -> keep(parked, input), () -> keep(parked, input));

        assertThat(parked.inputs(List.of(one))).containsExactly(input);
    }

    @Test
    void anInstanceThatAnnouncesItsVersionsTwiceIsListedOnce() {
        DeployedVersions versions = new DeployedVersions(jdbc);
        jdbc.update("delete from deployed_version");

        List<String> instances = sessions.secondWaits(() -> versions.announce("instance", TRIPS), () -> {
            versions.announce("instance", TRIPS);
            return versions.instances("trip", 1);
        });

        assertThat(instances).containsExactly("instance");
    }

    /** A message that was kept, then dropped, and then delivered again is about to be dropped once more. */
    @Test
    void aMessageIsKeptForItsSagaOnce() {
        UUID message = UUID.randomUUID();
        jdbc.update("insert into inbox (id, type, message_key, saga_id) values (?, 't', 'k', ?)", message, one);
        TwoSessions owners = new TwoSessions(DATABASE.owner());
        String keeping = "select keep_messages('inbox', 'inbox_other', array['%s'::uuid])".formatted(message);

        owners.secondWaits(
                () -> owners.jdbc().queryForList(keeping), () -> owners.jdbc().queryForList(keeping));

        assertThat(jdbc.queryForObject("select count(*) from kept_message where id = ?", Integer.class, message))
                .isEqualTo(1);
    }

    private int keep(ParkedSagas parked, ParkedSagas.Input input) {
        Effects effects = new Effects();
        parked.keep(List.of(input), effects);
        effects.writes()
                .forEach(write ->
                        new RoundTrip(jdbc).update(write.sql(), write.rows()).execute());
        return effects.writes().size();
    }
}
