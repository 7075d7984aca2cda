package checkout.strategies;

import checkout.strategies.database.ScratchServer;
import checkout.strategies.redis.LockServer;

/** One PostgreSQL and one Redis for all tests of a JVM, each started at its first use. */
public final class LabServers {
    public static final int CONNECTIONS = 20;

    private LabServers() {}

    public static ScratchServer postgres() {
        return Postgres.SERVER;
    }

    public static LockServer redis() {
        return Redis.SERVER;
    }

    private static final class Postgres {
        private static final ScratchServer SERVER = ScratchServer.start(5 * CONNECTIONS);
    }

    private static final class Redis {
        private static final LockServer SERVER = LockServer.embedded();
    }
}
