package checkout.backing.postgres;

import java.util.LinkedHashMap;
import java.util.Map;

/** The server's settings: as durable as in production. */
public final class PostgresSettings {

    private PostgresSettings() {}

    /** For the local stack, with one database. */
    public static Map<String, String> durable() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "on");
        settings.put("wal_level", "logical");
        settings.put("max_wal_senders", "20");
        settings.put("max_replication_slots", "20");
        settings.put("max_connections", "200");
        settings.put("shared_buffers", "256MB");
        settings.put("max_wal_size", "2GB");
        // a relay that is down for long must not fill the disk
        settings.put("max_slot_wal_keep_size", "4GB");
        settings.put("timezone", "UTC");
        return settings;
    }

    /** For a test run, in which every test class has its own database and replication slot. */
    public static Map<String, String> durableForManyDatabases() {
        Map<String, String> settings = durable();
        settings.put("max_replication_slots", "200");
        // a setting of the command line could not be changed by the test that loses a slot
        settings.remove("max_slot_wal_keep_size");
        return settings;
    }
}
