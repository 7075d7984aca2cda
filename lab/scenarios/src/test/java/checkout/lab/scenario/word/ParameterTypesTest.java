package checkout.lab.scenario.word;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.lab.scenario.context.SeededRandom;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Red here: a value of a file is taken for another, or a wrong one is accepted. */
class ParameterTypesTest {

    private static final ParameterType<Duration> TIME = ParameterTypes.duration(
            Duration.ofMillis(500), Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofSeconds(5));
    private static final ParameterType<Integer> COUNT = ParameterTypes.count(0, 100, 7);
    private static final ParameterType<Integer> PERCENT = ParameterTypes.percent(20);
    private static final ParameterType<Integer> RATE = ParameterTypes.rate(1, 1_000, 5, 60);
    private static final ParameterType<Integer> KILOBYTES = ParameterTypes.kilobytesPerSecond(1, 1_000, 5, 60);
    private static final ParameterType<IntRange> RANGE = ParameterTypes.range(1, 5);
    private static final ParameterType<String> CHOICE = ParameterTypes.choice(List.of("kafka", "postgres"));
    private static final ParameterType<List<String>> CHOICES =
            ParameterTypes.choices(List.of("card", "wallet", "tok_ok"));

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(TIME, "500ms", Duration.ofMillis(500)),
                Arguments.of(TIME, "90s", Duration.ofSeconds(90)),
                Arguments.of(TIME, "10m", Duration.ofMinutes(10)),
                Arguments.of(COUNT, "0", 0),
                Arguments.of(COUNT, "100", 100),
                Arguments.of(PERCENT, "0%", 0),
                Arguments.of(PERCENT, "100%", 100),
                Arguments.of(RATE, "20/s", 20),
                Arguments.of(KILOBYTES, "20KB/s", 20),
                Arguments.of(RANGE, "3", new IntRange(3, 3)),
                Arguments.of(RANGE, "1-3", new IntRange(1, 3)),
                Arguments.of(CHOICE, "kafka", "kafka"),
                Arguments.of(CHOICES, "card", List.of("card")),
                Arguments.of(CHOICES, "card, wallet", List.of("card", "wallet")),
                Arguments.of(CHOICES, "card,card,wallet", List.of("card", "card", "wallet")));
    }

    @ParameterizedTest
    @MethodSource("values")
    <T> void readsAndWritesAValue(ParameterType<T> type, String text, T value) throws InvalidValueException {
        assertThat(type.parse(text)).isEqualTo(value);
        assertThat(type.parse(type.format(value).replaceAll("[\\[\\]]", ""))).isEqualTo(value);
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                        Stream.of("", "5", "s", "-5s", "5 s", "5h", "1.5s", "499ms", "11m", "99999999999s")
                                .map(text -> Arguments.of(TIME, text)),
                        Stream.of("", "-1", "101", "5s", "1-3", "x", "99999999999")
                                .map(text -> Arguments.of(COUNT, text)),
                        Stream.of("", "5", "101%", "-1%", "5.5%", "%").map(text -> Arguments.of(PERCENT, text)),
                        Stream.of("", "20", "0/s", "1001/s", "20/m", "20 /s").map(text -> Arguments.of(RATE, text)),
                        Stream.of("", "0", "6", "3-1", "0-3", "1-6", "1-", "-3", "1-2-3")
                                .map(text -> Arguments.of(RANGE, text)),
                        Stream.of("", "Kafka", "kafka ", "redis").map(text -> Arguments.of(CHOICE, text)),
                        Stream.of("", "card,", "card;wallet", "cash").map(text -> Arguments.of(CHOICES, text)))
                .flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    <T> void refusesAWrongValueAndSaysWhatIsAllowed(ParameterType<T> type, String text) {
        assertThatThrownBy(() -> type.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("it must be " + type.allowed());
    }

    @Test
    void namesTheNearestChoice() {
        assertThatThrownBy(() -> CHOICE.parse("kafak")).hasMessageContaining("did you mean 'kafka'?");
        assertThatThrownBy(() -> CHOICE.parse("something-else")).hasMessageNotContaining("did you mean");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aRandomValueIsAllowedAndTheSameForTheSameSeed(long seed) throws InvalidValueException {
        for (ParameterType<?> type : List.of(TIME, COUNT, PERCENT, RATE, RANGE, CHOICE, CHOICES)) {
            assertRandomValueIsAllowed(type, seed);
        }
    }

    private static <T> void assertRandomValueIsAllowed(ParameterType<T> type, long seed) throws InvalidValueException {
        T value = type.sample(SeededRandom.of(seed, "test"));
        assertThat(type.parse(type.format(value).replaceAll("[\\[\\]]", ""))).isEqualTo(value);
        assertThat(type.sample(SeededRandom.of(seed, "test"))).isEqualTo(value);
    }
}
