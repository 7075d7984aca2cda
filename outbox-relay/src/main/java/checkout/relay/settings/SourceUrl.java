package checkout.relay.settings;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The JDBC URL of a source. The relay's own sessions connect by the URL. Debezium composes a URL
 * of its own from host, port and database, and takes everything else that the URL says as properties of the driver.
 */
public final class SourceUrl {

    /** What Debezium accepts as the name of a host. */
    private static final Pattern HOST = Pattern.compile("[a-zA-Z0-9-_.]+");

    private static final Set<String> PRIMARY = Set.of("primary", "master");
    private static final String SERVER_TYPE = "targetServerType";

    private final String database;
    private final Map<String, String> driverProperties;

    private SourceUrl(String database, Map<String, String> driverProperties) {
        this.database = database;
        this.driverProperties = Map.copyOf(driverProperties);
    }

    /** Reads the URL; the exception says what is wrong with it. */
    public static SourceUrl of(String source, @Nullable String url) {
        PGSimpleDataSource address = new PGSimpleDataSource();
        String database = url == null ? null : databaseOf(url, address);
        if (url == null || database == null) {
            throw invalid(
                    source,
                    "is %s; it must be jdbc:postgresql://host:port/database, with several hosts separated by commas",
                    url == null ? "missing" : url.replaceFirst("\\?.*", ""));
        }
        for (String host : address.getServerNames()) {
            if (!HOST.matcher(host).matches()) {
                throw invalid(source, "names the host %s; it must be a name or an IPv4 address", host);
            }
        }
        Map<String, String> properties = propertiesOf(url);
        for (String credential : List.of("user", "password")) {
            if (properties.containsKey(credential)) {
                throw invalid(source, "contains the %s; set it as a property of the source instead", credential);
            }
        }
        if (properties.containsKey("socketFactory")) {
            throw invalid(source, "sets %s; remove it, because the relay has its own", "socketFactory");
        }
        String serverType = properties.getOrDefault(SERVER_TYPE, "primary");
        if (!PRIMARY.contains(serverType.toLowerCase(Locale.ROOT))) {
            throw invalid(
                    source, "asks for the server type %s; remove it, because the relay reads the primary", serverType);
        }
        properties.put(SERVER_TYPE, "primary");
        return new SourceUrl(database, properties);
    }

    private static @Nullable String databaseOf(String url, PGSimpleDataSource address) {
        try {
            address.setUrl(url);
            return address.getDatabaseName();
        } catch (IllegalArgumentException e) {
            return null; // the driver's message would repeat a password of the URL
        }
    }

    /** The properties behind the question mark, which the driver reads in the same way. */
    private static Map<String, String> propertiesOf(String url) {
        Map<String, String> properties = new TreeMap<>();
        int query = url.indexOf('?');
        for (String property : (query == -1 ? "" : url.substring(query + 1)).split("&", -1)) {
            int separator = property.indexOf('=');
            if (separator != -1) {
                properties.put(
                        property.substring(0, separator),
                        URLDecoder.decode(property.substring(separator + 1), StandardCharsets.UTF_8));
            } else if (!property.isEmpty()) {
                properties.put(property, "");
            }
        }
        return properties;
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
