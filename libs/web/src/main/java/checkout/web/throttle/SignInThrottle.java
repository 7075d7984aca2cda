package checkout.web.throttle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Limits how many wrong passwords are looked at: per user, per address, and per user from an address that this user is known
 * to come from. Such a user is not kept out by what others try. Each try counts as a failure until it has succeeded, so that
 * many at a time are not looked at either. The memory is bounded; a restart forgets everything.
 */
public final class SignInThrottle {
    private static final int MOST_KNOWN = 10_000;
    private static final int LONGEST_NAME = 100;

    private final Clock clock;
    private final FailureCounts ofUser;
    private final FailureCounts ofAddress;
    private final FailureCounts ofKnown;
    private final Map<String, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    /**
     * Limits failures.
     *
     * @param perUser how many wrong passwords of a user are looked at within the time
     * @param perAddress the same of an address, whatever the user
     */
    public SignInThrottle(Clock clock, int perUser, int perAddress, Duration within) {
        this.clock = clock;
        this.ofUser = new FailureCounts(perUser, within);
        this.ofAddress = new FailureCounts(perAddress, within);
        this.ofKnown = new FailureCounts(perUser, within);
    }

    /** Whether a password may be looked at; it counts as wrong until {@link #succeeded}. */
    synchronized void admit(String user, String address) {
        Instant now = clock.instant();
        String name = counted(user);
        String pair = pair(name, address);
        if (known.containsKey(pair)) {
            refuseIf(ofKnown.wait(pair, now));
            ofKnown.add(pair, now);
            return;
        }
        refuseIf(ofUser.wait(name, now));
        refuseIf(ofAddress.wait(address, now));
        ofUser.add(name, now);
        ofAddress.add(address, now);
    }

    synchronized void succeeded(String user, String address) {
        Instant now = clock.instant();
        String name = counted(user);
        String pair = pair(name, address);
        if (known.put(pair, true) == null) {
            ofUser.takeBack(name, now);
            ofAddress.takeBack(address, now);
        } else {
            ofKnown.takeBack(pair, now);
        }
    }

    private static void refuseIf(Optional<Duration> wait) {
        if (wait.isPresent()) {
            throw new TooManySignInsException(wait.get());
        }
    }

    /** As the users are looked up, whose names have no case. */
    private static String counted(String user) {
        String name = user.toLowerCase(Locale.ROOT);
        return name.substring(0, Math.min(LONGEST_NAME, name.length()));
    }

    private static String pair(String user, String address) {
        return address + ' ' + user;
    }
}
