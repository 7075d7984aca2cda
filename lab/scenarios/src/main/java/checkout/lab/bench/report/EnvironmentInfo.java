package checkout.lab.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.AppInfoParser;

/** What was measured, and on what. */
public final class EnvironmentInfo {

    private static final String[] SETTINGS = {
        "server_version",
        "fsync",
        "synchronous_commit",
        "full_page_writes",
        "wal_level",
        "shared_buffers",
        "max_wal_size"
    };

    private EnvironmentInfo() {}

    public static Map<String, Object> read(Connection database, Path sources)
            throws SQLException, InterruptedException {
        Map<String, Object> versions = new LinkedHashMap<>();
        versions.put("commit", commit(sources));
        versions.put("java", Runtime.version().toString());
        versions.put("kafka", AppInfoParser.getVersion());
        Map<String, String> postgres = new LinkedHashMap<>();
        try (Statement statement = database.createStatement()) {
            for (String setting : SETTINGS) {
                try (ResultSet row = statement.executeQuery("show " + setting)) {
                    row.next();
                    postgres.put(setting, row.getString(1));
                }
            }
        }
        versions.put("postgres", postgres);
        versions.put("processors", Runtime.getRuntime().availableProcessors());
        versions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        return versions;
    }

    /** The commit and whether there are changes on top of it; unknown where there is no git. */
    private static String commit(Path sources) throws InterruptedException {
        try {
            Process git = new ProcessBuilder(
                            "git", "-C", sources.toString(), "describe", "--always", "--dirty", "--abbrev=12")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(git.getInputStream().readAllBytes(), UTF_8).strip();
            return git.waitFor() == 0 && !answer.isEmpty() ? answer : "unknown";
        } catch (IOException noGit) {
            return "unknown";
        }
    }
}
