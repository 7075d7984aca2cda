package checkout.relay.slot;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.core.BaseConnection;
import org.postgresql.util.HostSpec;

/** The server that a session is connected to, by the name that the URL gives it: one of several, if the URL names several. */
public record DatabaseServer(String host, int port) {

    static DatabaseServer of(Connection connection) throws SQLException {
        HostSpec server =
                connection.unwrap(BaseConnection.class).getQueryExecutor().getHostSpec();
        return new DatabaseServer(server.getHost(), server.getPort());
    }
}
