package checkout.testinfra;

import checkout.backing.postgres.PostgresServer;
import java.util.Locale;

/** Where tests get real servers from; the servers end with the JVM. */
enum TestServerSource {
    EMBEDDED {
        @Override
        PostgresServer startPostgres() {
            return EmbeddedServers.postgres();
        }

        @Override
        String startKafka() {
            return EmbeddedServers.kafka();
        }
    },
    CONTAINERS {
        @Override
        PostgresServer startPostgres() {
            return ContainerServers.postgres();
        }

        @Override
        String startKafka() {
            return ContainerServers.kafka();
        }
    };

    abstract PostgresServer startPostgres();

    abstract String startKafka();

    static TestServerSource chosen() {
        return named(System.getProperty("infra", "embedded"));
    }

    static TestServerSource named(String name) {
        for (TestServerSource source : values()) {
            if (source.name().toLowerCase(Locale.ROOT).equals(name)) {
                return source;
            }
        }
        throw new IllegalArgumentException(
                "-Dinfra=" + name + " is unknown: use -Dinfra=embedded or -Dinfra=containers");
    }
}
