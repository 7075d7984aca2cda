package checkout.saga.runtime.store;

import checkout.messaging.sql.Columns;
import checkout.saga.runtime.SagaTypes;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Which running instance can run sagas of which type and version, so that an operator is sent to one that can. */
@Repository
public class DeployedVersions {
    /** The rows of the instances that were heard of in the last three minutes. */
    public static final String ALIVE = "where seen_at > now() - interval '3 minutes'";

    private final JdbcTemplate jdbc;

    DeployedVersions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Records what this instance can run; instances that were not heard of for a day are forgotten. */
    public void announce(String instance, List<SagaTypes.Version> versions) {
        jdbc.update(
                """
                insert into deployed_version (instance, type, version)
                select * from unnest(?::text[], ?::text[], ?::int[])
                on conflict (instance, type, version) do update set seen_at = clock_timestamp()
                """,
                Columns.of(versions)
                        .text(version -> instance)
                        .text(SagaTypes.Version::type)
                        .integer(SagaTypes.Version::version));
        jdbc.update("delete from deployed_version where seen_at < now() - interval '1 day'");
    }

    public void withdraw(String instance) {
        jdbc.update("delete from deployed_version where instance = ?", instance);
    }

    /** The running instances that have this version. */
    public List<String> instances(String type, int version) {
        return jdbc.queryForList(
                "select instance from deployed_version %s and type = ? and version = ? order by instance"
                        .formatted(ALIVE),
                String.class,
                type,
                version);
    }
}
