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

/**
 * The JDBC URL of a source, read by the driver itself. The relay's own sessions connect by the URL. Debezium composes a URL
 * of its own from host, port and database, and takes everything else that the URL says as properties of the driver.
 */
public final class SourceUrl {

    /** What Debezium accepts as the name of a host. */
    private static final Pattern HOST = Pattern.compile("[a-zA-Z0-9-_.]+");

    private static final Set<String> PRIMARY = Set.of("primary", "master");
    private static final String SERVER_TYPE = "targetServerType";

    /** The driver's names of the parts of an address. */
    private static final String HOSTS = "PGHOST";

    private static final String DATABASE = "PGDBNAME";
    private static final Set<String> ADDRESS = Set.of(HOSTS, "PGPORT", DATABASE);

    private final String database;
    private final Map<String, String> driverProperties;

    private SourceUrl(String database, Map<String, String> driverProperties) {
        this.database = database;
        this.driverProperties = Map.copyOf(driverProperties);
    }

    /** Reads the URL; the exception says what is wrong with it. */
    public static SourceUrl of(String source, @Nullable String url) {
        Map<String, String> parsed = parse(url);
        String database = parsed.remove(DATABASE);
        if (database == null) {
            throw invalid(
                    source,
                    "is %s; it must be jdbc:postgresql://host:port/database, with several hosts separated by commas",
                    url == null ? "missing" : url.replaceFirst("\\?.*", ""));
        }
        for (String host : parsed.getOrDefault(HOSTS, "localhost").split(",", -1)) {
            if (!HOST.matcher(host).matches()) {
                throw invalid(source, "names the host %s; it must be a name or an IPv4 address", host);
            }
        }
        for (String credential : List.of("user", "password")) {
            if (parsed.containsKey(credential)) {
                throw invalid(source, "contains the %s; set it as a property of the source instead", credential);
            }
        }
        if (parsed.containsKey("socketFactory")) {
            throw invalid(source, "sets %s; remove it, because the relay has its own", "socketFactory");
        }
        String serverType = parsed.getOrDefault(SERVER_TYPE, "primary");
        if (!PRIMARY.contains(serverType.toLowerCase(Locale.ROOT))) {
            throw invalid(
                    source, "asks for the server type %s; remove it, because the relay reads the primary", serverType);
        }
        parsed.keySet().removeAll(ADDRESS);
        parsed.put(SERVER_TYPE, "primary");
        return new SourceUrl(database, parsed);
    }

    /** The URL's parts by the driver's names; none if it is not a URL of this driver. */
    private static Map<String, String> parse(@Nullable String url) {
        Map<String, String> parts = new TreeMap<>();
        Properties parsed = url == null ? null : Driver.parseURL(url, new Properties());
        if (parsed != null) {
            for (String name : parsed.stringPropertyNames()) {
                parts.put(name, Objects.requireNonNull(parsed.getProperty(name)));
            }
        }
        return parts;
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
        return driverProperties;
    }
}
