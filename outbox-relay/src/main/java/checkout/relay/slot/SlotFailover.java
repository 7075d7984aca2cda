package checkout.relay.slot;

import checkout.relay.settings.RelaySettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Marks a slot for failover, so that standby servers keep a copy of it from which reading can continue when one of them is promoted. */
public final class SlotFailover {

    private static final Logger log = LoggerFactory.getLogger(SlotFailover.class);

    private final RelaySettings.Source source;
    private final SourceDatabase database;

    public SlotFailover(RelaySettings.Source source, SourceDatabase database) {
        this.source = source;
        this.database = database;
    }

    /** Marks the slot if that is configured and not done yet; nothing may read the slot meanwhile. A failure is logged, and the source is published all the same. */
    public void markIfConfigured(ReplicationSlotState slot) {
        if (!source.failover() || Boolean.TRUE.equals(slot.failover())) {
            return;
        }
        if (slot.failover() == null) {
            log.warn(
                    "Slot {} will not be copied to standby servers: the server is older than PostgreSQL 17. Set failover of source {} to false, or upgrade",
                    source.slot(),
                    source.name());
            return;
        }
        // slot names consist of lower-case letters, digits and underscores
        try (Connection connection = database.replication();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER_REPLICATION_SLOT \"%s\" (FAILOVER true)".formatted(source.slot()));
            log.info("Slot {} is marked for failover", source.slot());
        } catch (SQLException e) {
            log.error(
                    "Slot {} could not be marked for failover, so a promoted standby server does not have it; source {} is published all the same",
                    source.slot(),
                    source.name(),
                    e);
        }
    }
}
