package checkout.relay.slot;

import checkout.relay.slot.ReplicationSlotState.LeftOut;
import checkout.relay.slot.ReplicationSlotState.Publication;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads which tables a publication contains, and whether it publishes every row of them as the relay reads it. */
final class PublicationInspection {

    private final String name;
    private final JdbcClient database;

    PublicationInspection(String name, JdbcClient database) {
        this.name = name;
        this.database = database;
    }

    Publication inspect() {
        // row filters and column lists exist since PostgreSQL 15
        return database.sql("""
                        with member as (
                            select r.oid, r.prpubid, format('%I.%I', n.nspname, c.relname) as quoted, n.nspname || '.' || c.relname as name,
                                   to_jsonb(r) ->> 'prqual' is not null as has_filter,
                                   to_jsonb(r) ->> 'prattrs' is not null as has_columns
                              from pg_publication_rel r
                              join pg_class c on c.oid = r.prrelid
                              join pg_namespace n on n.oid = c.relnamespace
                             where c.relname = 'outbox')
                        select p.oid::bigint as id,
                               not exists (
                                   select from pg_publication_tables where pubname = :publication and tablename = 'outbox') as publishes_nothing,
                               (select coalesce(jsonb_object_agg(m.name, m.oid::bigint), '{}')::text
                                  from member m where m.prpubid = p.oid) as tables,
                               concat_ws(', ',
                                   case when not p.pubinsert then 'no inserts' end,
                                   case when not p.pubviaroot then 'partitions under their own names' end,
                                   (select 'only some rows of ' || string_agg(m.name, ', ' order by m.name)
                                      from member m where m.prpubid = p.oid and m.has_filter),
                                   (select 'only some columns of ' || string_agg(m.name, ', ' order by m.name)
                                      from member m where m.prpubid = p.oid and m.has_columns)) as instead,
                               concat_ws('; ',
                                   case when not (p.pubinsert and p.pubviaroot) then
                                       format('alter publication %I set (publish = ''insert'', publish_via_partition_root = true)', p.pubname) end,
                                   (select string_agg(format('alter publication %1$I drop table %2$s; alter publication %1$I add table %2$s',
                                                             p.pubname, m.quoted), '; ' order by m.name)
                                      from member m where m.prpubid = p.oid and (m.has_filter or m.has_columns))) as correction
                          from (select) one
                          left join pg_publication p on p.pubname = :publication
                        """)
                .param("publication", name)
                .query((row, number) -> publication(row))
                .single();
    }

    private static Publication publication(ResultSet row) throws SQLException {
        return new Publication(
                row.getObject("id", Long.class),
                row.getBoolean("publishes_nothing"),
                row.getString("tables"),
                leftOut(row.getString("instead"), row.getString("correction")));
    }

    private static @Nullable LeftOut leftOut(String instead, String correction) {
        return instead.isEmpty() ? null : new LeftOut(instead, correction);
    }
}
