package checkout.lab.scenario.word;

import checkout.lab.scenario.context.SeededRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types of parameters: times, numbers, percentages, rates, ranges and choices. */
public final class ParameterTypes {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");
    private static final Pattern RATE = Pattern.compile("(\\d{1,9})/s");
    private static final Pattern KILOBYTES = Pattern.compile("(\\d{1,9})KB/s");
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})%");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");
    private static final int SECOND = 1_000;
    private static final int MINUTE = 60 * SECOND;
    private static final int HUNDRED = 100;

    private ParameterTypes() {}

    /** A time; a random one is between the two last. */
    public static ParameterType<Duration> duration(
            Duration shortest, Duration longest, Duration randomShortest, Duration randomLongest) {
        String allowed = "a time from %s to %s, such as 500ms, 10s or 2m".formatted(format(shortest), format(longest));
        return new SimpleType<>(
                allowed,
                false,
                text -> {
                    Duration value = parseDuration(text, allowed);
                    requireAllowed(value.compareTo(shortest) >= 0 && value.compareTo(longest) <= 0, text, allowed);
                    return value;
                },
                ParameterTypes::format,
                random -> rounded(random.between(randomShortest, randomLongest)));
    }

    public static ParameterType<Integer> count(int lowest, int highest, int randomHighest) {
        String allowed = "a whole number from %d to %d".formatted(lowest, highest);
        return new SimpleType<>(
                allowed,
                false,
                text -> whole(RANGE.matcher(text), text, allowed, lowest, highest),
                value -> Integer.toString(value),
                random -> lowest + random.below(randomHighest - lowest + 1));
    }

    public static ParameterType<Integer> percent(int randomHighest) {
        String allowed = "a percentage from 0% to 100%";
        return new SimpleType<>(
                allowed,
                false,
                text -> whole(PERCENT.matcher(text), text, allowed, 0, HUNDRED),
                value -> value + "%",
                random -> random.below(randomHighest + 1));
    }

    /** So many a second; a random one is between the two last. */
    public static ParameterType<Integer> rate(int lowest, int highest, int randomLowest, int randomHighest) {
        String allowed = "a rate from %d/s to %d/s, such as 20/s".formatted(lowest, highest);
        return numberWithUnit(
                RATE, "/s", allowed, new IntRange(lowest, highest), new IntRange(randomLowest, randomHighest));
    }

    public static ParameterType<IntRange> range(int lowest, int highest) {
        String allowed = "a whole number or a range from %d to %d, such as 1-3".formatted(lowest, highest);
        return new SimpleType<>(
                allowed, false, text -> parseRange(text, allowed, lowest, highest), IntRange::toString, random -> {
                    int low = lowest + random.below(highest - lowest + 1);
                    return new IntRange(low, low + random.below(highest - low + 1));
                });
    }

    /** So many kilobytes a second; a random number is between the two last. */
    public static ParameterType<Integer> kilobytesPerSecond(
            int lowest, int highest, int randomLowest, int randomHighest) {
        String allowed = "a rate from %dKB/s to %dKB/s, such as 20KB/s".formatted(lowest, highest);
        return numberWithUnit(
                KILOBYTES, "KB/s", allowed, new IntRange(lowest, highest), new IntRange(randomLowest, randomHighest));
    }

    private static ParameterType<Integer> numberWithUnit(
            Pattern pattern, String unit, String allowed, IntRange range, IntRange randomRange) {
        return new SimpleType<>(
                allowed,
                false,
                text -> whole(pattern.matcher(text), text, allowed, range.lowest(), range.highest()),
                value -> value + unit,
                randomRange::pick);
    }

    public static ParameterType<String> choice(List<String> choices) {
        return choice(choices, choices);
    }

    /** One of the first; a random one is one of the second. */
    public static ParameterType<String> choice(List<String> choices, List<String> randomChoices) {
        String allowed = "one of " + String.join(", ", choices);
        return new SimpleType<>(
                allowed,
                false,
                text -> chosen(text, choices, allowed),
                value -> value,
                random -> random.oneOf(randomChoices));
    }

    /** One or several of these; a value that is given twice counts twice. */
    public static ParameterType<List<String>> choices(List<String> choices) {
        String allowed = "one or several of " + String.join(", ", choices);
        return new SimpleType<>(
                allowed,
                true,
                text -> {
                    List<String> all = new ArrayList<>();
                    for (String each : text.split(",", -1)) {
                        all.add(chosen(each.strip(), choices, allowed));
                    }
                    return List.copyOf(all);
                },
                value -> "[" + String.join(", ", value) + "]",
                random -> someOf(choices, random));
    }

    private static List<String> someOf(List<String> choices, SeededRandom random) {
        List<String> shuffled = random.shuffled(choices);
        return List.copyOf(shuffled.subList(0, 1 + random.below(shuffled.size())));
    }

    private static String chosen(String text, List<String> choices, String allowed) throws InvalidValueException {
        if (!choices.contains(text)) {
            throw new InvalidValueException(
                    "'%s' is not allowed%s; it must be %s".formatted(text, NearestWord.hint(text, choices), allowed));
        }
        return text;
    }

    private static IntRange parseRange(String text, String allowed, int lowest, int highest)
            throws InvalidValueException {
        Matcher matcher = RANGE.matcher(text);
        requireAllowed(matcher.matches(), text, allowed);
        int low = Integer.parseInt(matcher.group(1));
        int high = matcher.group(2) == null ? low : Integer.parseInt(matcher.group(2));
        requireAllowed(low >= lowest && high <= highest && low <= high, text, allowed);
        return new IntRange(low, high);
    }

    private static int whole(Matcher matcher, String text, String allowed, int lowest, int highest)
            throws InvalidValueException {
        requireAllowed(matcher.matches() && (matcher.groupCount() < 2 || matcher.group(2) == null), text, allowed);
        int value = Integer.parseInt(matcher.group(1));
        requireAllowed(value >= lowest && value <= highest, text, allowed);
        return value;
    }

    private static Duration parseDuration(String text, String allowed) throws InvalidValueException {
        Matcher matcher = DURATION.matcher(text);
        requireAllowed(matcher.matches(), text, allowed);
        long number = Long.parseLong(matcher.group(1));
        return Duration.ofMillis(
                switch (matcher.group(2)) {
                    case "ms" -> number;
                    case "s" -> number * SECOND;
                    default -> number * MINUTE;
                });
    }

    private static void requireAllowed(boolean isAllowed, String text, String allowed) throws InvalidValueException {
        if (!isAllowed) {
            throw new InvalidValueException("'%s' is not allowed; it must be %s".formatted(text, allowed));
        }
    }

    /** The shortest text for a time of whole milliseconds. */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis >= MINUTE && millis % MINUTE == 0) {
            return millis / MINUTE + "m";
        }
        return millis % SECOND == 0 ? millis / SECOND + "s" : millis + "ms";
    }

    /** To a tenth of a second, so that a composed file is easy to read. */
    private static Duration rounded(Duration duration) {
        return Duration.ofMillis(Math.max(HUNDRED, duration.toMillis() / HUNDRED * HUNDRED));
    }
}
