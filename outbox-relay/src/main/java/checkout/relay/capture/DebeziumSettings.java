package checkout.relay.capture;

import checkout.relay.engine.BlockingReadSocketFactory;
import checkout.relay.settings.RelaySettings;
import checkout.relay.settings.SourceUrl;
import checkout.relay.slot.DatabaseServer;
import java.util.Properties;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;

/**
 * The Debezium settings of a source.
 *
 * <p>Offsets are kept in memory only: after a restart the slot's own position is the only truth, and nothing is filtered by a stored offset. For the same
 * reason the engine may not retry by itself: a restart within the process would find the offsets in memory.
 */
final class DebeziumSettings {

    private DebeziumSettings() {}

    static Properties of(
            RelaySettings.Source source,
            DatabaseServer server,
            RelaySettings.Pace pace,
            RelaySettings.Recovery recovery,
            long maxQueuedBytes,
            String engineName) {
        Properties engine = new Properties();
        engine.setProperty("name", source.slot());
        engine.setProperty("topic.prefix", source.name());
        engine.setProperty("connector.class", OutboxConnector.class.getName());
        engine.setProperty(OutboxConnector.TRACKER, engineName);
        engine.setProperty("offset.storage", MemoryOffsetBackingStore.class.getName());
        engine.setProperty("errors.max.retries", "0");
        engine.setProperty("record.processing.threads", "1");
        connection(engine, source, server);
        silence(engine, pace, recovery, engineName);
        capture(engine, source);
        pace(engine, pace);
        engine.setProperty(BatchingQueue.MAX_BYTES, Long.toString(maxQueuedBytes));
        return engine;
    }

    // Debezium accepts one host. It is the one whose slot the relay has just checked, whichever the URL names besides.
    private static void connection(Properties engine, RelaySettings.Source source, DatabaseServer server) {
        SourceUrl url = SourceUrl.of(source.name(), source.url());
        url.driverProperties().forEach((name, value) -> engine.setProperty("driver." + name, value));
        engine.setProperty("database.hostname", server.host());
        engine.setProperty("database.port", String.valueOf(server.port()));
        engine.setProperty("database.dbname", url.database());
        engine.setProperty("database.user", source.username());
        engine.setProperty("database.password", source.password());
    }

    // The server speaks at least once in half of wal_sender_timeout, even while it decodes a large transaction of
    // tables
    // that are not published. A stop waits only shortly for the reading thread, whose connections are closed if it
    // hangs.
    private static void silence(
            Properties engine, RelaySettings.Pace pace, RelaySettings.Recovery recovery, String engineName) {
        engine.setProperty("driver.socketFactory", BlockingReadSocketFactory.class.getName());
        engine.setProperty(
                "driver.socketFactoryArg",
                BlockingReadSocketFactory.argument(pace.patience(), pace.gather(), recovery.silence(), engineName));
        // the URL decides if it sets them, as for the other sessions
        engine.putIfAbsent("driver.connectTimeout", Integer.toString(recovery.silenceSeconds()));
        engine.putIfAbsent("driver.socketTimeout", Integer.toString(recovery.silenceSeconds()));
        engine.setProperty(
                "driver.options",
                (engine.getProperty("driver.options", "") + " -c wal_sender_timeout="
                                + recovery.silence().toMillis())
                        .strip());
        engine.setProperty("executor.shutdown.timeout.ms", "1000");
    }

    private static void capture(Properties engine, RelaySettings.Source source) {
        engine.setProperty("plugin.name", "pgoutput");
        engine.setProperty("slot.name", source.slot());
        engine.setProperty("slot.max.retries", "0");
        engine.setProperty("publication.name", source.publication());
        engine.setProperty("publication.autocreate.mode", "disabled");
        engine.setProperty("snapshot.mode", "no_data");
        engine.setProperty("table.include.list", ".*\\.outbox");
        engine.setProperty("skipped.operations", "u,d,t");
        engine.setProperty("tombstones.on.delete", "false");
        engine.setProperty("provide.transaction.metadata", "false");
        engine.setProperty("message.prefix.exclude.list", CaptureEngine.HEARTBEAT_PREFIX);
    }

    // The queue wakes its reader by itself, so the poll interval only sets how often an idle engine polls. A position
    // update waits for the connection at most a millisecond: the driver has the new position by then, and the reading
    // thread sends it with its next status message.
    private static void pace(Properties engine, RelaySettings.Pace pace) {
        engine.setProperty("queue.provider.type", BatchingQueue.NAME);
        engine.setProperty("max.batch.size", "1");
        engine.setProperty("max.queue.size", "8192");
        engine.setProperty("poll.interval.ms", Long.toString(pace.poll().toMillis()));
        engine.setProperty("heartbeat.interval.ms", Long.toString(pace.confirm().toMillis()));
        engine.setProperty(
                "status.update.interval.ms", Long.toString(pace.confirm().toMillis()));
        engine.setProperty("lsn.flush.timeout.ms", "1");
        engine.setProperty("lsn.flush.timeout.action", "ignore");
        engine.setProperty("statistics.metrics.enabled", "false");
    }
}
