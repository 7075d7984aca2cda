package checkout.relay.leadership;

import java.time.Duration;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The right to work a source: an advisory lock on a session that ends when its holder dies, hangs or is cut off.
 *
 * <p>The holder asks the server every second. A holder that does not (frozen, cut off) loses the session to the server's idle timeout, and so the lock,
 * but stops trusting it by its own clock before that and asks again before it sends on.
 */
public final class Leadership implements AutoCloseable {

    /** How long the holder trusts its last answer from the server. */
    private static final Duration TRUST = Duration.ofMillis(2_500);
    /**
     * After this silence the server ends the session. A killed holder's ends at once, with its connection; this is for one
     * that hangs, and long enough for one that merely starts slowly on a busy machine.
     */
    private static final Duration SERVERS_PATIENCE = Duration.ofSeconds(12);

    private final String slot;
    private final SingleConnectionDataSource session;
    private final JdbcClient database;
    private volatile boolean held;
    private volatile long trustedUntil;

    public Leadership(String slot, SingleConnectionDataSource session) {
        this.slot = slot;
        this.session = session;
        this.database = JdbcClient.create(session);
    }

    public boolean tryAcquire() {
        long asked = System.nanoTime();
        database.sql("select set_config('idle_session_timeout', ?, false)")
                .param(Long.toString(SERVERS_PATIENCE.toMillis()))
                .query()
                .singleRow();
        held = database.sql("select pg_try_advisory_lock(hashtextextended('outbox-relay ' || ?, 0))")
                .param(slot)
                .query(Boolean.class)
                .single();
        trustedUntil = asked + TRUST.toNanos();
        return held;
    }

    /** Asks the server whether the session, and with it the lock, is still there. */
    public synchronized void renew() {
        long asked = System.nanoTime();
        if (!held) {
            throw new LeadershipLostException("it was given back");
        }
        try {
            database.sql("select 1").query(Integer.class).single();
        } catch (DataAccessException e) {
            throw new LeadershipLostException(
                    "its session with the database ended, so another relay may be at work", e);
        }
        trustedUntil = asked + TRUST.toNanos();
    }

    /** To be called before anything is sent: a process that was frozen learns here that another may have taken over. */
    public void demand() {
        if (!held || System.nanoTime() - trustedUntil > 0) {
            renew();
        }
    }

    @Override
    public void close() {
        held = false;
        session.destroy();
    }
}
