package checkout.lab.scenario.report;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.scenario.context.FaultTimes;
import checkout.lab.scenario.history.EventType;
import checkout.lab.scenario.history.HistoryEvent;
import checkout.lab.time.EpochMicros;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Red here: the page of a run shows an answer, an end or a fault in another second than it happened. */
class RunCourseTest {

    private static final long BEGAN = 1_700_000_000L * EpochMicros.SECOND;

    private static HistoryEvent event(double second, long op, EventType type, String call, @Nullable Integer status) {
        return new HistoryEvent(
                BEGAN + (long) (second * EpochMicros.SECOND),
                op,
                type,
                call,
                "storefront",
                "k" + op,
                null,
                status,
                null,
                null);
    }

    @Test
    void countsAnAnswerInTheSecondInWhichItCame() {
        RunCourse course = RunCourse.of(
                BEGAN,
                List.of(
                        event(0.1, 1, EventType.INVOKE, "place", null),
                        event(0.2, 2, EventType.INVOKE, "place", null),
                        event(0.5, 3, EventType.INVOKE, "read", null),
                        event(0.6, 3, EventType.OK, "read", 200),
                        event(0.9, 4, EventType.INVOKE, "place", null),
                        event(1.2, 2, EventType.OK, "place", 202),
                        event(1.4, 1, EventType.OK, "place", 202),
                        event(2.5, 4, EventType.UNKNOWN, "place", 503)),
                List.of(BEGAN + 3 * EpochMicros.SECOND + 1),
                List.of(new FaultTimes.Interval("kill kafka", BEGAN + 500_000, BEGAN + 2_000_000)));

        assertThat(course.began()).isEqualTo("2023-11-14T22:13:20Z");
        assertThat(course.seconds())
                .containsExactly(
                        new RunCourse.Second(0, 0, 0, null, null),
                        new RunCourse.Second(2, 0, 0, 1000.0, 1300.0),
                        new RunCourse.Second(0, 1, 0, null, null),
                        new RunCourse.Second(0, 0, 1, null, null));
        assertThat(course.faults()).containsExactly(new RunCourse.Trouble("kill kafka", 0.5, 2.0));
    }

    @Test
    void isEmptyWithoutCheckouts() {
        RunCourse course = RunCourse.of(BEGAN, List.of(), List.of(), List.of());
        assertThat(course.seconds()).containsExactly(new RunCourse.Second(0, 0, 0, null, null));
    }
}
