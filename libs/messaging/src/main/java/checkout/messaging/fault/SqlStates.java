package checkout.messaging.fault;

import static checkout.messaging.fault.FaultKind.INSTALLATION;
import static checkout.messaging.fault.FaultKind.RECORD;
import static checkout.messaging.fault.FaultKind.TRANSIENT;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The kind of fault that each SQLSTATE reports. The first two characters of a state are its class; a state that differs
 * from its class is listed by itself. The classes are all that PostgreSQL documents.
 */
final class SqlStates {
    private static final int CLASS_LENGTH = 2;
    private static final Map<String, FaultKind> KINDS = new HashMap<>();

    /** An input or output error, such as a block of the disk that cannot be read. */
    static final String UNREADABLE_BLOCK = "58030";

    /**
     * Timeouts of statement and transaction, and limits of memory and configuration: the work may have been too much. And a
     * block of the disk that cannot be read, which may be under one row only.
     */
    static final Set<String> PERHAPS_OF_ONE_RECORD = Set.of("57014", "25P04", "53200", "53400", UNREADABLE_BLOCK);

    static {
        put(TRANSIENT, "08"); // connection
        put(TRANSIENT, "0A"); // a prepared statement's result changed with a table; it is prepared anew
        put(TRANSIENT, "26"); // a connection pooler changed the session, which does not know the prepared statement
        put(TRANSIENT, "40"); // deadlock, serialization
        put(TRANSIENT, "53"); // memory, disk, connections
        put(TRANSIENT, "57"); // cancelled, shutdown, timeouts of statement and session
        put(TRANSIENT, "58"); // input and output
        put(TRANSIENT, "72"); // snapshot too old
        put(TRANSIENT, "25006"); // read-only: the database restarted as a replica
        put(TRANSIENT, "25P03", "25P04"); // timeouts of an idle transaction and of a transaction
        put(TRANSIENT, "42P03", "42P05"); // a cursor or prepared statement that a pooler left in the session
        put(TRANSIENT, "55006", "55P03"); // object in use, lock timeout

        put(INSTALLATION, "0P"); // role
        put(INSTALLATION, "28"); // password or user
        put(INSTALLATION, "3D", "3F"); // no such database or schema
        put(INSTALLATION, "42"); // privilege, table, column, function, syntax: the statement itself, whatever its data
        put(INSTALLATION, "55P02"); // a parameter that cannot be changed
        put(INSTALLATION, "F0"); // configuration file

        put(RECORD, "00", "01", "02", "03"); // no errors: a bug reports them
        put(RECORD, "09", "0B", "0F", "0L", "0Z", "10", "20", "21");
        put(RECORD, "22", "23"); // data, constraint
        put(RECORD, "24", "25", "27", "2B", "2D", "2F", "34", "38", "39", "3B");
        put(RECORD, "40002"); // a constraint, at the end of the transaction
        put(RECORD, "44", "54", "55");
        put(RECORD, "HV", "P0"); // foreign data, functions
        put(RECORD, "XX"); // internal error, such as a damaged page, which may concern a single row
    }

    private SqlStates() {}

    private static void put(FaultKind kind, String... states) {
        for (String state : states) {
            KINDS.put(state, kind);
        }
    }

    static boolean isKnownClass(String sqlClass) {
        return KINDS.containsKey(sqlClass);
    }

    /** The kind of a state; an unknown one counts as the record's, so that it is isolated and counted. */
    static FaultKind kindOf(String state) {
        FaultKind exact = KINDS.get(state);
        if (exact != null || state.length() < CLASS_LENGTH) {
            return exact == null ? RECORD : exact;
        }
        return KINDS.getOrDefault(state.substring(0, CLASS_LENGTH), RECORD);
    }
}
