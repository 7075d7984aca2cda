package checkout.relay.capture;

import checkout.relay.engine.BlockingReadSocketFactory;
import checkout.relay.settings.RelaySettings;
import java.net.URI;
import java.util.Properties;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;

/**
 * The Debezium settings of a source.
 *
 * <p>Offsets are kept in memory only: after a restart the slot's own position is the only truth, and nothing is filtered by a stored offset. For the same
 * reason the engine may not retry by itself: a restart within the process would find the offsets in memory.
 */
final class DebeziumSettings {

    private static final int DEFAULT_PORT = 5432;

    private DebeziumSettings() {}

    static Properties of(
            RelaySettings.Source source, RelaySettings.Pace pace, RelaySettings.Recovery recovery, String engineName) {
        Properties engine = new Properties();
        engine.setProperty("name", source.slot());
        engine.setProperty("topic.prefix", source.name());
        engine.setProperty("connector.class", OutboxConnector.class.getName());
        engine.setProperty(OutboxConnector.TRACKER, engineName);
        engine.setProperty("offset.storage", MemoryOffsetBackingStore.class.getName());
        engine.setProperty("errors.max.retries", "0");
        engine.setProperty("record.processing.threads", "1");
        connection(engine, source);
        silence(engine, pace, recovery, engineName);
        capture(engine, source);
        pace(engine, pace);
        return engine;
    }

    private static void connection(Properties engine, RelaySettings.Source source) {
        URI url = URI.create(source.url().replaceFirst("^jdbc:", ""));
        if (!"postgresql".equals(url.getScheme())
                || url.getHost() == null
                || url.getPath().length() < 2) {
            throw new IllegalArgumentException(
                    "relay.sources: the url of %s is %s; it must be jdbc:postgresql://host:port/database"
                            .formatted(source.name(), source.url()));
        }
        engine.setProperty("database.hostname", url.getHost());
        engine.setProperty("database.port", String.valueOf(url.getPort() == -1 ? DEFAULT_PORT : url.getPort()));
        engine.setProperty("database.dbname", url.getPath().substring(1));
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
        engine.setProperty("driver.connectTimeout", Integer.toString(recovery.silenceSeconds()));
        engine.setProperty("driver.socketTimeout", Integer.toString(recovery.silenceSeconds()));
        engine.setProperty(
                "driver.options", "-c wal_sender_timeout=" + recovery.silence().toMillis());
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
