package checkout.lab.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.byteman.rule.Rule;
import org.jboss.byteman.rule.helper.Helper;

/**
 * What rules can call, in the JVM that they change. It knows the classes of that JVM by reflection only. A rule counts how
 * often it fires in a file, one byte for each time, which the lab reads even when the JVM was killed.
 */
public class RuleActions extends Helper {

    private static final byte[] ONE = {'.'};
    private static final int HALTED = 137;
    private static final int HUNDRED = 100;
    private static final int LATE_SETTINGS = 4;
    private static final Map<String, AtomicLong> COUNTS = new ConcurrentHashMap<>();
    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    /** Whether the thread sends what was held back. */
    private static final ThreadLocal<Boolean> LATE = ThreadLocal.withInitial(() -> false);

    public RuleActions(Rule rule) {
        super(rule);
    }

    /** Counts that the rule fires; always true, so that it can stand at the end of a condition. */
    public boolean fired(String file) {
        try {
            Files.write(Path.of(file), ONE, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("the lab cannot count its rule in " + file, e);
        }
    }

    /** Whether this is the n-th, 2n-th, ... time that it is asked under this name. */
    public boolean every(String name, int n) {
        return COUNTS.computeIfAbsent(name, none -> new AtomicLong()).incrementAndGet() % n == 0;
    }

    /** Whether the statement contains these words, whatever white space is between them. */
    public boolean sqlHas(String sql, String words) {
        return pattern(words).matcher(sql).find();
    }

    /** Whether the statement consists of these words. */
    public boolean sqlIs(String sql, String words) {
        return pattern(words).matcher(sql.strip()).matches();
    }

    /** The statement with other words in the place of these. */
    public String rewrite(String sql, String words, String others) {
        return pattern(words).matcher(sql).replaceAll(Matcher.quoteReplacement(others));
    }

    private static Pattern pattern(String words) {
        return PATTERNS.computeIfAbsent(
                words,
                text -> Pattern.compile(Stream.of(text.strip().split("\\s+", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("\\s+"))));
    }

    /**
     * Whether the rule is armed and has now been reached as often as the file says. The file is written when the fault is
     * injected, and deleted when it is over.
     */
    public boolean isDue(String armed) {
        List<String> settings = settings(armed);
        return !settings.isEmpty()
                && COUNTS.computeIfAbsent(armed, none -> new AtomicLong()).incrementAndGet()
                        >= Long.parseLong(settings.get(0));
    }

    /** Ends the JVM at this instruction, as a kill does: nothing is flushed, closed or handed over. */
    public void halt() {
        Runtime.getRuntime().halt(HALTED);
    }

    /** Whether the fault of this file is on. */
    public boolean isOn(String armed) {
        return !settings(armed).isEmpty();
    }

    /** Waits as many milliseconds as the file says. */
    public void delayAsSaid(String armed) {
        List<String> settings = settings(armed);
        if (!settings.isEmpty()) {
            delay(Long.parseLong(settings.get(0)));
        }
    }

    /** Keeps as many percent of the heap occupied as the file says, for as long as there is the file. */
    public void holdHeap(String armed) {
        List<String> settings = settings(armed);
        if (!settings.isEmpty()) {
            HeldHeap.begin(Integer.parseInt(settings.get(0)), () -> isOn(armed));
        }
    }

    /**
     * Whether a record of this topic is to be sent later: the file names the topic, the percentage, the milliseconds and a
     * seed. The n-th record of the topic is late in every run with that seed.
     */
    public boolean isLate(String armed, String topic) {
        List<String> settings = settings(armed);
        if (settings.size() != LATE_SETTINGS || !settings.get(0).equals(topic) || LATE.get()) {
            return false;
        }
        long n = COUNTS.computeIfAbsent(armed, none -> new AtomicLong()).incrementAndGet();
        return new SplittableRandom(Long.parseLong(settings.get(3)) + n).nextInt(HUNDRED)
                < Integer.parseInt(settings.get(1));
    }

    /** Calls the method again later, in another thread, with the same arguments. */
    public void callLater(String armed, Object target, String method, Object one, Object two, Object three) {
        List<String> settings = settings(armed);
        long millis = settings.size() == LATE_SETTINGS ? Long.parseLong(settings.get(2)) : 0;
        Thread later = new Thread(
                () -> {
                    delay(millis);
                    LATE.set(true);
                    Reflection.call(target, method, List.of(one, two, three));
                },
                "lab-later");
        later.setDaemon(true);
        later.start();
    }

    private static List<String> settings(String armed) {
        try {
            Path file = Path.of(armed);
            return Files.exists(file) ? List.of(Files.readString(file).strip().split("\\s+", -1)) : List.of();
        } catch (IOException justDeleted) {
            return List.of();
        }
    }

    /** Writes the messages of the effects in a transaction of its own, and takes them out of the effects. */
    public void sendElsewhere(Object outbox, Object effects) {
        List<?> messages = (List<?>) Reflection.call(effects, "messages", List.of());
        if (messages.isEmpty()) {
            return;
        }
        List<Object> rows = new ArrayList<>();
        messages.forEach(message -> rows.add(Reflection.call(outbox, "row", List.of(message))));
        messages.clear();
        // another thread has another connection, which is not part of this thread's transaction
        Thread other = new Thread(() -> Reflection.call(outbox, "append", List.of(rows)), "lab-elsewhere");
        other.start();
        try {
            other.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The same products, each with the quantity of the next. */
    public Map<String, Integer> rotated(Map<String, Integer> quantities) {
        List<Integer> values = new ArrayList<>(quantities.values());
        Collections.rotate(values, 1);
        Map<String, Integer> rotated = new LinkedHashMap<>();
        quantities.keySet().forEach(sku -> rotated.put(sku, values.get(rotated.size())));
        return rotated;
    }

    /** Another key of the map than this one, if it has another. */
    public String otherKey(Map<String, ?> map, String key) {
        return map.keySet().stream()
                .filter(each -> !each.equals(key))
                .findFirst()
                .orElse(key);
    }

    public List<?> reversed(List<?> list) {
        List<?> copy = new ArrayList<>(list);
        Collections.reverse(copy);
        return copy;
    }

    /** Publishes a row of an outbox once more, under another id of the same time. */
    public void publishUnderOtherId(Object publisher, Object row, Object stats) {
        UUID id = (UUID) Reflection.call(row, "id", List.of());
        UUID other = new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() ^ 1);
        Object copy = Reflection.copy((Record) row, "id", other);
        Object batch = Reflection.create(row.getClass().getPackageName() + ".KafkaSendBatch", row, List.of(copy));
        Reflection.call(publisher, "send", List.of(copy, batch, stats));
    }

    /** The same request with another idempotency key for each attempt. */
    public HttpRequest withKeyOfAttempt(HttpRequest request, int attempt) {
        String key = request.headers().firstValue("Idempotency-Key").orElse("");
        return HttpRequest.newBuilder(request, (name, value) -> true)
                .setHeader("Idempotency-Key", key + ":" + attempt)
                .build();
    }
}
