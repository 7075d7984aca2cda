package checkout.messaging.retention;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.TestService;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** If this fails, consumers wait until the messages of an old partition are kept elsewhere. */
class KeptMessagesTest {
    private final TestService service = new TestService();

    @Test
    void keepsTheMessagesOfAPartitionBeforeItLocksTheInboxToDropIt() {
        new JdbcTemplate(service.database.superuser()).execute("""
                set search_path to inventory;
                do $$ begin
                    for days in 4..6 loop
                        execute format('create table inbox_old%s partition of inbox for values from (%L) to (%L)', days,
                                       id_at(now() - (days + 1) * interval '1 day'), id_at(now() - days * interval '1 day'));
                        execute format('alter table inbox_old%s owner to inventory_owner', days);
                        insert into message_partition (name, parent, from_time, to_time, closed_lsn)
                        values ('inbox_old' || days, 'inbox', now() - (days + 1) * interval '1 day',
                                now() - days * interval '1 day', pg_current_wal_lsn());
                    end loop;
                end $$;
                create table kept (source text);
                alter table kept owner to inventory_owner;
                create or replace function keep_messages(parent text, source text, only_ids uuid[]) returns void
                    language plpgsql set search_path from current
                as $f$
                begin
                    if exists (select from pg_locks where pid = pg_backend_pid() and relation = 'inbox'::regclass
                                                      and mode = 'AccessExclusiveLock') then
                        raise 'the inbox is locked';
                    end if;
                    insert into kept values (source);
                end
                $f$;
                """);

        int dropped = new PartitionRetention(
                        service.jdbc,
                        PartitionTestBase.settings(
                                Duration.ofDays(3),
                                PartitionTestBase.WIDTH,
                                PartitionTestBase.AHEAD,
                                Duration.ofMinutes(1)))
                .dropOld();

        assertThat(dropped).isEqualTo(3);
        assertThat(new JdbcTemplate(service.database.owner())
                        .queryForList("select source from inventory.kept order by source", String.class))
                .containsExactly("inbox_old4", "inbox_old5", "inbox_old6");
    }
}
