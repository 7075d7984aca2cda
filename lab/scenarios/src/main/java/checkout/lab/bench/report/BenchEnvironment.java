package checkout.lab.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import checkout.lab.database.SqlQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.AppInfoParser;

/** What was measured, and on what: versions, settings and the machine. */
public final class BenchEnvironment {

    private static final List<String> SETTINGS = List.of(
            "server_version",
            "fsync",
            "synchronous_commit",
            "full_page_writes",
            "wal_level",
            "shared_buffers",
            "max_wal_size");

    private BenchEnvironment() {}

    public static Map<String, Object> read(Connection database, Path sources)
            throws SQLException, InterruptedException {
        Map<String, Object> versions = new LinkedHashMap<>();
        versions.put("commit", commit(sources));
        versions.put("java", Runtime.version().toString());
        versions.put("kafka", AppInfoParser.getVersion());
        Map<String, String> postgres = new LinkedHashMap<>();
        for (String setting : SETTINGS) {
            postgres.put(setting, SqlQuery.one(database, "show " + setting, row -> row.getString(1)));
        }
        versions.put("postgres", postgres);
        versions.put("processors", Runtime.getRuntime().availableProcessors());
        versions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        return versions;
    }

    /** Returns the commit and whether there are uncommitted changes; "unknown" without git. */
    private static String commit(Path sources) throws InterruptedException {
        try {
            Process git = new ProcessBuilder(
                            "git", "-C", sources.toString(), "describe", "--always", "--dirty", "--abbrev=12")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(git.getInputStream().readAllBytes(), UTF_8).strip();
            return git.waitFor() == 0 && !output.isEmpty() ? output : "unknown";
        } catch (IOException noGit) {
            return "unknown";
        }
    }
}
