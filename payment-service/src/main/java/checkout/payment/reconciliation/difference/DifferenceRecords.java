package checkout.payment.reconciliation.difference;

import checkout.messaging.MessageIds;
import checkout.payment.reconciliation.difference.DifferenceViews.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The differences that were found. A difference is open at most once per checkout and kind. */
@Repository
public class DifferenceRecords {
    private final JdbcTemplate jdbc;

    DifferenceRecords(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A difference that was not open before. */
    public record NewDifference(UUID id, DifferenceKind kind, UUID checkoutId) {}

    /**
     * Records what a look at a checkout has found: opens what is new, and closes what is gone. What an operator has settled is
     * not opened again while both sides say the same as then.
     */
    public List<NewDifference> record(UUID run, UUID checkout, Set<DifferenceKind> found, View view) {
        closeOthers(checkout, found);
        List<NewDifference> opened = new ArrayList<>();
        for (DifferenceKind kind : found) {
            if (!isKnown(run, checkout, kind, view)) {
                UUID id = MessageIds.next();
                open(id, run, checkout, kind, view);
                opened.add(new NewDifference(id, kind, checkout));
            }
        }
        return opened;
    }

    private void closeOthers(UUID checkout, Set<DifferenceKind> found) {
        jdbc.update("""
                update reconciliation_difference set status = 'GONE', closed_at = now()
                where checkout_id = ? and status = 'OPEN' and kind <> all (?::text[])
                """, checkout, found.stream().map(Enum::name).toArray(String[]::new));
    }

    private boolean isKnown(UUID run, UUID checkout, DifferenceKind kind, View view) {
        return jdbc.update("""
                        update reconciliation_difference
                        set last_seen = now(), run_id = ?,
                            ours = case status when 'OPEN' then ?::jsonb else ours end,
                            theirs = case status when 'OPEN' then ?::jsonb else theirs end
                        where checkout_id = ? and kind = ?
                          and (status = 'OPEN' or status = 'SETTLED' and ours is not distinct from ?::jsonb
                                                  and theirs is not distinct from ?::jsonb)
                        """, run, view.ours(), view.theirs(), checkout, kind.name(), view.ours(), view.theirs()) > 0;
    }

    private void open(UUID id, UUID run, UUID checkout, DifferenceKind kind, View view) {
        jdbc.update(
                """
                insert into reconciliation_difference (id, kind, checkout_id, ours, theirs, owner, what_to_do, run_id)
                values (?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?)
                """,
                id,
                kind.name(),
                checkout,
                view.ours(),
                view.theirs(),
                kind.owner().name(),
                kind.whatToDo(),
                run);
    }

    /** Settles an open difference, with its audit row; false if it is not open. Runs in the caller's transaction. */
    public boolean settle(UUID id, String who, String why) {
        int settled = jdbc.update("""
                update reconciliation_difference set status = 'SETTLED', closed_at = now()
                where id = ? and status = 'OPEN'
                """, id);
        if (settled == 0) {
            return false;
        }
        jdbc.update("""
                insert into reconciliation_audit (id, difference_id, kind, checkout_id, action, who, why)
                select ?, id, kind, checkout_id, 'SETTLE', ?, ? from reconciliation_difference where id = ?
                """, MessageIds.next(), who, why, id);
        return true;
    }

    public int countOpen() {
        Integer open = jdbc.queryForObject(
                "select count(*) from reconciliation_difference where status = 'OPEN'", Integer.class);
        return open == null ? 0 : open;
    }

    /**
     * Deletes differences that were closed, and seen for the last time, longer ago than this; returns how many. One that was
     * settled and is still seen would otherwise be opened again.
     */
    public int deleteClosed(Duration keep, int limit) {
        return jdbc.update("""
                delete from reconciliation_difference where id = any (array(
                    select id from reconciliation_difference
                    where status <> 'OPEN'
                      and closed_at < now() - ? * interval '1 millisecond'
                      and last_seen < now() - ? * interval '1 millisecond'
                    limit ?))
                """, keep.toMillis(), keep.toMillis(), limit);
    }
}
