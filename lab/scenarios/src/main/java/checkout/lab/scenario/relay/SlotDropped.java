package checkout.lab.scenario.relay;

import checkout.lab.database.DatabaseConnections;
import checkout.lab.database.SqlQuery;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ScenarioProcesses;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.state.StackException;
import checkout.lab.time.Polling;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * An administrator drops the relay's replication slot. The relay must refuse to publish, because rows may be missing in
 * Kafka, until an operator has them published again.
 */
public final class SlotDropped implements Fault {

    private static final String RELAY = "outbox-relay";
    private static final String REFUSED = "REFUSED";
    private static final Polling STATE = new Polling(Duration.ofMinutes(2), Duration.ofMillis(200));

    @Override
    public void inject(ScenarioContext context) throws InterruptedException, SQLException {
        ScenarioProcesses processes = context.processes();
        processes.locks().exclusively(RELAY, () -> {
            StackPart relay = processes.part(RELAY);
            processes.kill(relay);
            drop(context);
            processes.launch(relay);
            RelayApiClient api = new RelayApiClient(context);
            String state = STATE.until(REFUSED::equals, () -> api.stateIfAnswered(relay));
            if (!state.equals(REFUSED)) {
                throw new StackException("%s is %s without its slot; it must refuse to publish."
                        .formatted(RELAY, state.isEmpty() ? "not answering" : state));
            }
            context.log("the relay refuses to publish without its slot; replayed: %s", api.replayAll(relay));
            processes.awaitReady(relay);
        });
    }

    /** The server keeps a slot in use until it has noticed that the relay is gone. */
    private static void drop(ScenarioContext context) throws InterruptedException, SQLException {
        try (Connection administrator =
                DatabaseConnections.superuser(context.stack(), context.folder()).getConnection()) {
            STATE.until(
                    active -> active == 0,
                    () -> SqlQuery.number(
                            administrator,
                            "select count(*) from pg_replication_slots where slot_name = 'outbox_checkout' and active"));
            long dropped = SqlQuery.list(
                            administrator,
                            "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = 'outbox_checkout'",
                            row -> true)
                    .size();
            context.log("%d replication slot was dropped", dropped);
        }
    }
}
