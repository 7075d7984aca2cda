package checkout.lab.scenario.vocabulary;

import static checkout.lab.scenario.vocabulary.FaultParameters.FOR;
import static checkout.lab.scenario.vocabulary.FaultParameters.required;

import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.outside.DatabaseFaults;
import checkout.lab.scenario.outside.MissingPrivilege;
import checkout.lab.scenario.outside.RowLocks;
import checkout.lab.scenario.relay.SlotDropped;
import checkout.lab.scenario.word.Parameter;
import checkout.lab.scenario.word.Word;
import java.util.List;

/** The words for what happens to the database. */
final class DatabaseFaultWords {

    private static final Parameter<String> LOCKED =
            required("what", RowLocks.NAMES, "a row of stock, a wallet, or a whole table of messages");
    private static final Parameter<String> ROLE =
            required("role", DatabaseFaults.SESSIONS, "whose sessions, or those of all services and of the relay");

    static final Word<Fault> LOCK = Word.of(
            "lock",
            "Somebody else's transaction holds a lock: on the stock of TEA-001, on wallet-001, or on a table.",
            LOCKED,
            List.of(FOR),
            "{at: 5s, lock: stock, for: 20s}",
            arguments -> RowLocks.hold(arguments.get(LOCKED), arguments.get(FOR)));

    static final Word<Fault> TERMINATE = Word.of(
            "terminate-backends",
            "An administrator ends database sessions with pg_terminate_backend.",
            ROLE,
            List.of(),
            "{every: 5s, terminate-backends: all, times: 3}",
            arguments -> DatabaseFaults.terminateBackends(arguments.get(ROLE)));

    static final Word<Fault> EXHAUST = Word.of(
            "exhaust-connections",
            "Somebody else opens connections until the database server accepts no more.",
            FOR,
            List.of(),
            "{at: 5s, exhaust-connections: 10s}",
            arguments -> DatabaseFaults.exhaustConnections(arguments.get(FOR)));

    static final Word<Fault> PRIVILEGE = Word.<Fault>plain(
                    "missing-privilege",
                    "inventory-service loses the right to insert reservations for 25 s, must say so, and goes on by itself.",
                    "{at: 10s, missing-privilege}",
                    arguments -> new MissingPrivilege())
            // with another fault, the service may not be ready for another reason
            .notRandom();

    static final Word<Fault> DROP_SLOT = Word.plain(
            "drop-slot",
            "The relay is killed and its replication slot dropped; the relay must refuse to publish until an operator replays.",
            "{at: 10s, drop-slot}",
            arguments -> new SlotDropped());

    static final List<Word<Fault>> ALL = List.of(LOCK, TERMINATE, EXHAUST, PRIVILEGE, DROP_SLOT);

    private DatabaseFaultWords() {}
}
