package checkout.lab.network.proxy;

import checkout.lab.network.fault.Direction;
import checkout.lab.network.fault.FaultEffect;
import checkout.lab.network.fault.NetworkFault.Bandwidth;
import checkout.lab.network.fault.NetworkFault.BlackHole;
import checkout.lab.network.fault.NetworkFault.Condition;
import checkout.lab.network.fault.NetworkFault.Latency;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The conditions that are in effect on a link. Several add up: latencies are added, the lowest bandwidth counts, and one black
 * hole holds everything back. A condition that ends sets free at once what it has held back.
 */
final class LinkConditions {

    /** A slow link delivers so many pieces in a second rather than all at the end. */
    private static final int PIECES_PER_SECOND = 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final java.util.concurrent.locks.Condition changed = lock.newCondition();
    private final List<InEffect> active = new ArrayList<>();
    /** Until when a slow link is busy with what it has taken. */
    private final Map<Direction, Long> busyUntil = new EnumMap<>(Direction.class);

    /** A condition in effect. Its fields are guarded by the lock. */
    private final class InEffect implements InjectedFault {

        private final Condition condition;
        private final Set<Long> connections = new HashSet<>();
        private final Set<EventTransit> passing = new HashSet<>();
        private long bytes;

        InEffect(Condition condition) {
            this.condition = condition;
        }

        void affects(EventTransit passage) {
            if (passing.add(passage)) {
                connections.add(passage.connection());
                bytes += passage.arrival().length();
            }
        }

        @Override
        public FaultEffect effect() {
            lock.lock();
            try {
                return new FaultEffect(connections.size(), bytes);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void end() {
            lock.lock();
            try {
                active.remove(this);
                busyUntil.clear();
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** What the conditions say about one passage. */
    private record Verdict(boolean held, long dueNanos, int bytesPerSecond) {

        boolean isPaced() {
            return bytesPerSecond < Integer.MAX_VALUE;
        }
    }

    InjectedFault begin(Condition condition) {
        lock.lock();
        try {
            InEffect begun = new InEffect(condition);
            active.add(begun);
            changed.signalAll();
            return begun;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until some of the bytes, of which so many are left, may be delivered; returns how many. */
    int awaitPassage(EventTransit passage, int left) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Verdict verdict = verdict(passage);
            long wait = verdict.dueNanos() - System.nanoTime();
            while (verdict.held() || wait > 0) {
                if (verdict.held()) {
                    changed.await();
                } else {
                    changed.awaitNanos(wait);
                }
                verdict = verdict(passage);
                wait = verdict.dueNanos() - System.nanoTime();
            }
            return verdict.isPaced() && left > 0 ? awaitTurn(passage, left, verdict.bytesPerSecond()) : left;
        } finally {
            lock.unlock();
        }
    }

    /** The arrival is delivered or lost; nothing asks for it again. */
    void passed(EventTransit passage) {
        lock.lock();
        try {
            active.forEach(each -> each.passing.remove(passage));
        } finally {
            lock.unlock();
        }
    }

    private Verdict verdict(EventTransit passage) {
        boolean held = false;
        long due = passage.arrival().nanos();
        int rate = Integer.MAX_VALUE;
        for (InEffect each : active) {
            if (!each.condition.directions().contains(passage.direction())) {
                continue;
            }
            each.affects(passage);
            switch (each.condition) {
                case BlackHole hole -> held = true;
                case Latency latency -> due += latency.by().toNanos() + passage.nanosOf(latency.jitter());
                case Bandwidth bandwidth -> rate = Math.min(rate, bandwidth.bytesPerSecond());
            }
        }
        return new Verdict(held, due, rate);
    }

    /** Takes the next piece of the link's time, and waits until the piece is across or the link is not slow any more. */
    private int awaitTurn(EventTransit passage, int left, int bytesPerSecond) throws InterruptedException {
        int piece = Math.min(left, Math.max(1, bytesPerSecond / PIECES_PER_SECOND));
        long now = System.nanoTime();
        long free = Objects.requireNonNullElse(busyUntil.get(passage.direction()), now);
        long across = Math.max(free, now) + TimeUnit.SECONDS.toNanos(1) * piece / bytesPerSecond;
        busyUntil.put(passage.direction(), across);
        long wait = across - now;
        while (wait > 0 && verdict(passage).isPaced()) {
            changed.awaitNanos(wait);
            wait = across - System.nanoTime();
        }
        return piece;
    }
}
