package checkout.relay.leadership;

import java.time.Duration;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The exclusive right to publish a source: an advisory lock held by a session that ends when its holder dies, hangs or is disconnected.
 *
 * <p>The holder queries the server every second. If it is frozen or disconnected, the server's idle timeout ends the session and releases the lock.
 * The holder stops trusting the lock before that, by its own clock, and queries the server again before it sends anything.
 */
public final class RelayLeadership implements AutoCloseable {

    /** How long the holder relies on the server's last answer. */
    private static final Duration TRUST_PERIOD = Duration.ofMillis(2_500);
    /**
     * How long the session may be idle before the server ends it. The session of a killed holder ends at once, with its
     * connection; the timeout is for a holder that hangs, and leaves time to one that starts slowly on a busy machine.
     */
    private static final Duration IDLE_SESSION_TIMEOUT = Duration.ofSeconds(12);

    private final String slot;
    private final SingleConnectionDataSource session;
    private final JdbcClient database;
    private volatile boolean held;
    private volatile long trustedUntilNanos;

    public RelayLeadership(String slot, SingleConnectionDataSource session) {
        this.slot = slot;
        this.session = session;
        this.database = JdbcClient.create(session);
    }

    /** Tries to take the lock without waiting for it. */
    public boolean tryAcquire() {
        long askedAtNanos = System.nanoTime();
        database.sql("select set_config('idle_session_timeout', ?, false)")
                .param(Long.toString(IDLE_SESSION_TIMEOUT.toMillis()))
                .query()
                .singleRow();
        held = database.sql("select pg_try_advisory_lock(hashtextextended('outbox-relay ' || ?, 0))")
                .param(slot)
                .query(Boolean.class)
                .single();
        trustedUntilNanos = askedAtNanos + TRUST_PERIOD.toNanos();
        return held;
    }

    /** Verifies with the server that the session, and with it the lock, still exists. */
    public synchronized void renew() {
        long askedAtNanos = System.nanoTime();
        if (!held) {
            throw new LeadershipLostException("it was released");
        }
        try {
            database.sql("select 1").query(Integer.class).single();
        } catch (DataAccessException e) {
            throw new LeadershipLostException(
                    "the session that held it has ended, so another relay may be publishing", e);
        }
        trustedUntilNanos = askedAtNanos + TRUST_PERIOD.toNanos();
    }

    /** Must be called before anything is sent: a process that was frozen finds out here that another relay may have taken over. */
    public void requireHeld() {
        if (!held || System.nanoTime() - trustedUntilNanos > 0) {
            renew();
        }
    }

    /** Ends the right to send. The session keeps the lock until it is closed, so that no other relay sends before this one has stopped. */
    public void release() {
        held = false;
    }

    @Override
    public void close() {
        release();
        session.destroy();
    }
}
