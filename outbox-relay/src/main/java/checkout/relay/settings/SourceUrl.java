package checkout.relay.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * The JDBC URL of a source, read by the driver itself. The relay's own sessions connect by the URL. Debezium composes a URL
 * of its own from host, port and database, and takes everything else that the URL says as properties of the driver.
 */
public final class SourceUrl {

    /** What Debezium accepts as the name of a host. */
    private static final Pattern HOST = Pattern.compile("[a-zA-Z0-9-_.]+");

    private static final Set<String> PRIMARY = Set.of("primary", "master");
    private static final Set<PGProperty> ADDRESS = Set.of(PGProperty.PG_HOST, PGProperty.PG_PORT, PGProperty.PG_DBNAME);

    private final String database;
    private final Map<String, String> driverProperties = new TreeMap<>();

    private SourceUrl(String database) {
        this.database = database;
    }

    /** Reads the URL; the exception says what is wrong with it. */
    public static SourceUrl of(String source, @Nullable String url) {
        Properties parsed = url == null ? null : Driver.parseURL(url, new Properties());
        String database = parsed == null ? null : PGProperty.PG_DBNAME.getOrNull(parsed);
        if (url == null || parsed == null || database == null) {
            throw invalid(
                    source,
                    "is %s; it must be jdbc:postgresql://host:port/database, with several hosts separated by commas",
                    url == null ? "missing" : url.replaceFirst("\\?.*", ""));
        }
        for (String host : Objects.requireNonNull(PGProperty.PG_HOST.getOrDefault(parsed))
                .split(",", -1)) {
            if (!HOST.matcher(host).matches()) {
                throw invalid(source, "names the host %s; it must be a name or an IPv4 address", host);
            }
        }
        for (PGProperty forbidden : List.of(PGProperty.USER, PGProperty.PASSWORD, PGProperty.SOCKET_FACTORY)) {
            if (forbidden.getOrNull(parsed) != null) {
                throw invalid(
                        source,
                        forbidden == PGProperty.SOCKET_FACTORY
                                ? "sets %s; remove it, because the relay has its own"
                                : "contains the %s; set it as a property of the source instead",
                        forbidden.getName());
            }
        }
        String serverType = PGProperty.TARGET_SERVER_TYPE.getOrNull(parsed);
        if (serverType != null && !PRIMARY.contains(serverType.toLowerCase(Locale.ROOT))) {
            throw invalid(
                    source, "asks for the server type %s; remove it, because the relay reads the primary", serverType);
        }
        SourceUrl read = new SourceUrl(database);
        for (String name : parsed.stringPropertyNames()) {
            PGProperty property = PGProperty.forName(name);
            if (property == null || !ADDRESS.contains(property)) {
                read.driverProperties.put(name, Objects.requireNonNull(parsed.getProperty(name)));
            }
        }
        read.driverProperties.put(PGProperty.TARGET_SERVER_TYPE.getName(), "primary");
        return read;
    }

    private static IllegalArgumentException invalid(String source, String problem, String detail) {
        return new IllegalArgumentException(
                "relay.sources: the url of %s ".formatted(source) + problem.formatted(detail));
    }

    public String database() {
        return database;
    }

    /** Everything that the URL says except the address, and that the server must be the primary. */
    public Map<String, String> driverProperties() {
        return Map.copyOf(driverProperties);
    }
}
