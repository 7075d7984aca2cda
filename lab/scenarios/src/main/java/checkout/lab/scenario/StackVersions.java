package checkout.lab.scenario;

import checkout.lab.database.SqlQuery;
import checkout.lab.scenario.context.ScenarioContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.AppInfoParser;

/** What a run was made with, for the report. */
final class StackVersions {

    private StackVersions() {}

    static Map<String, String> of(ScenarioContext context) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("Java", System.getProperty("java.vm.name") + " " + Runtime.version());
        versions.put("PostgreSQL", database(context));
        versions.put("Kafka", AppInfoParser.getVersion());
        versions.put(
                "System",
                "%s %s, %d processors"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.arch"),
                                Runtime.getRuntime().availableProcessors()));
        versions.put("PgBouncer", context.stack().pgbouncer().isPresent() ? "in transaction mode" : "not used");
        versions.put("TLS", context.folder().security().isPresent() ? "at PostgreSQL and Kafka" : "not used");
        return versions;
    }

    private static String database(ScenarioContext context) {
        try (Connection auditor = context.auditor()) {
            return SqlQuery.one(auditor, "show server_version", row -> row.getString(1));
        } catch (SQLException away) {
            return "did not answer: " + away.getMessage();
        }
    }
}
