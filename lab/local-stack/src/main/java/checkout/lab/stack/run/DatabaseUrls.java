package checkout.lab.stack.run;

import checkout.lab.stack.pgbouncer.PgBouncerPart;
import org.jspecify.annotations.Nullable;

/**
 * Where the applications find the database.
 *
 * @param direct the URL of the server
 * @param pooler what the services connect through, if not directly
 */
record DatabaseUrls(String direct, @Nullable PgBouncerPart pooler) {

    /** The URL for the transactions of a service, which need nothing of the session that they run in. */
    String ofService(String schema) {
        return pooler == null ? direct : pooler.url(schema);
    }
}
