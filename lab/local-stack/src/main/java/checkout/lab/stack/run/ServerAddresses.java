package checkout.lab.stack.run;

import checkout.lab.stack.part.PostgresPart;
import checkout.lab.stack.pgbouncer.PgBouncerPart;
import checkout.lab.stack.state.StackPorts;
import org.jspecify.annotations.Nullable;

/**
 * Where an application finds the servers that it connects to.
 *
 * @param host the name or address of this machine that the application uses
 * @param pooler what the services connect to the database through, if not directly
 */
record ServerAddresses(
        String host,
        StackPorts ports,
        PostgresPart postgres,
        @Nullable PgBouncerPart pooler) {

    /** The URL of the database. */
    String database() {
        return postgres.url(host);
    }

    /** The URL for the transactions of a service, which need nothing of the session that they run in. */
    String transactions(String schema) {
        return pooler == null ? database() : pooler.url(host, schema);
    }

    /** The URL of another part. */
    String http(String part) {
        return ports.url(host, part);
    }
}
