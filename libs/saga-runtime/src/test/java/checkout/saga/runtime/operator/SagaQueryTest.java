package checkout.saga.runtime.operator;

import static checkout.saga.runtime.operator.SagaFilterTest.parameters;
import static checkout.saga.runtime.operator.SagaFilterTest.withIds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.web.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Red here: a list of sagas shows what the filter excludes; that the planner finds an index is tested with the database. */
class SagaQueryTest {
    private static final UUID BELOW = new UUID(7, 7);

    @Test
    void withoutAFilterListsAllSagasNewestFirst() {
        assertThat(query(SagaFilterTest.NONE).sql())
                .isEqualTo("select id from saga where id < ? order by id desc limit ?");
        assertThat(query(SagaFilterTest.NONE).arguments()).containsExactly(BELOW, 10);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            type        | trip     | name = 'trip'
            state       | waiting  | phase = 'WAITING'
            stuck       | true     | phase in ('STUCK', 'COMPENSATION_STUCK')
            stuck       | false    | not (phase in ('STUCK', 'COMPENSATION_STUCK'))
            deadLetters | true     | id = any (array(select saga_id from dead_letter where status = 'OPEN' and saga_id is not null))
            deadLetters | false    | not exists (select from dead_letter where saga_id = saga.id and status = 'OPEN')
            """)
    void addsConditionsWithoutArguments(String name, String value, String condition) {
        SagaQuery query = query(parameters(Map.of(name, value)));
        assertThat(conditions(query)).containsExactly(condition);
        assertThat(query.arguments()).containsExactly(BELOW, 10);
    }

    @Test
    void aStepOrAnErrorIsThatOfASagaThatHasNotEnded() {
        String open = "phase not in ('COMPLETED', 'COMPENSATED', 'RESOLVED')";
        SagaQuery step = query(parameters(Map.of("step", "pay")));
        assertThat(conditions(step)).containsExactly(open, "step = ?");
        assertThat(step.arguments()).containsExactly(BELOW, "pay", 10);

        SagaQuery error = query(parameters(Map.of("error", "No Reply", "stuck", "false")));
        assertThat(conditions(error))
                .containsExactly(
                        "not (phase in ('STUCK', 'COMPENSATION_STUCK'))",
                        open,
                        "(strpos(lower(last_error), ?) > 0 or strpos(lower(stuck_reason), ?) > 0)");
        assertThat(error.arguments()).containsExactly(BELOW, "no reply", "no reply", 10);
    }

    @Test
    void aTextIsLookedForInStepAndErrorsOfSagasThatHaveNotEnded() {
        SagaQuery text = query(parameters(Map.of("text", "Seat")));
        assertThat(conditions(text))
                .containsExactly(
                        "phase not in ('COMPLETED', 'COMPENSATED', 'RESOLVED')",
                        "(strpos(lower(step), ?) > 0 or strpos(lower(last_error), ?) > 0 or strpos(lower(stuck_reason), ?) > 0)");
        assertThat(text.arguments()).containsExactly(BELOW, "seat", "seat", "seat", 10);
    }

    @Test
    void aCustomerIsReplacedByTheIdsOfItsSagas() {
        UUID mine = new UUID(0, 7);
        SagaFilter customer = parameters(Map.of("customer", "c-1", "stuck", "true"));
        assertThatThrownBy(() -> query(customer)).hasMessageContaining("must be looked up");
        assertThat(conditions(query(customer.ofCustomer(List.of(mine)))))
                .containsExactly("phase in ('STUCK', 'COMPENSATION_STUCK')", "id = any (?::uuid[])");
        assertThat(query(customer.ofCustomer(List.of(mine))).arguments())
                .containsExactly(BELOW, new String[] {mine.toString()}, 10);
    }

    @Test
    void aStateOrStuckSaysAlreadyWhetherASagaHasEnded() {
        assertThat(conditions(query(parameters(Map.of("step", "pay", "state", "RETRYING")))))
                .containsExactly("phase = 'RETRYING'", "step = ?");
        assertThat(conditions(query(parameters(Map.of("step", "pay", "stuck", "true")))))
                .containsExactly("phase in ('STUCK', 'COMPENSATION_STUCK')", "step = ?");
    }

    @ParameterizedTest
    @CsvSource({"COMPLETED, step", "COMPENSATED, error", "RESOLVED, text"})
    void aSagaThatHasEndedHasNeitherStepNorErrors(String state, String name) {
        assertThat(conditions(query(parameters(Map.of("state", state, name, "pay")))))
                .startsWith("phase = '%s'".formatted(state), "false");
    }

    @ParameterizedTest
    @CsvSource({
        "f, f0000000-0000-0000-0000-000000000000, ffffffff-ffff-ffff-ffff-ffffffffffff",
        "01a1fdfa-46, 01a1fdfa-4600-0000-0000-000000000000, 01a1fdfa-46ff-ffff-ffff-ffffffffffff",
        "01A1FDFA4600700080, 01a1fdfa-4600-7000-8000-000000000000, 01a1fdfa-4600-7000-80ff-ffffffffffff",
        "01a1fdfa-4600-7000-8000-000000000001, 01a1fdfa-4600-7000-8000-000000000001, 01a1fdfa-4600-7000-8000-000000000001"
    })
    void theBeginningOfAnIdIsARangeOfIds(String q, UUID lowest, UUID highest) {
        SagaQuery query = query(parameters(Map.of("q", q)));
        assertThat(conditions(query)).containsExactly("id between ? and ?");
        assertThat(query.arguments()).containsExactly(BELOW, lowest, highest, 10);
    }

    @Test
    void anAgeIsCountedByTheClockOfTheDatabase() {
        SagaQuery query = query(parameters(Map.of("olderThan", "PT10M")));
        assertThat(conditions(query)).containsExactly("id < id_at(greatest(now() - ?::interval, 'epoch'))");
        assertThat(query.arguments()).containsExactly(BELOW, "600000 milliseconds", 10);
    }

    @Test
    void namedSagasArePassedAsOneArgument() {
        String id = new UUID(0, 1).toString();
        SagaQuery query = query(withIds(List.of(id, id)));
        assertThat(conditions(query)).containsExactly("id = any (?::uuid[])");
        assertThat(query.arguments()).hasSize(3).element(1).isEqualTo(new String[] {id, id});
    }

    @Test
    void aNameThatIsNoIdIsAnUnknownSaga() {
        assertThatThrownBy(() -> query(withIds(List.of("1"))))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("No saga has the id '1'");
    }

    @Test
    void argumentsFollowTheOrderOfTheConditions() {
        SagaQuery query = query(parameters(Map.of("step", "pay", "error", "e", "q", "f", "olderThan", "PT0S")));
        assertThat(query.arguments())
                .containsExactly(
                        BELOW,
                        "pay",
                        "e",
                        "e",
                        UUID.fromString("f0000000-0000-0000-0000-000000000000"),
                        new UUID(-1, -1),
                        "0 milliseconds",
                        10);
        assertThat(query.sql().chars().filter(character -> character == '?'))
                .hasSize(query.arguments().size());
    }

    private static SagaQuery query(SagaFilter filter) {
        return SagaQuery.of(filter, BELOW, 10);
    }

    /** The conditions that the filter adds to those of every list. */
    private static List<String> conditions(SagaQuery query) {
        String where = query.sql()
                .replace("select id from saga where id < ? and ", "")
                .replace(" order by id desc limit ?", "");
        return List.of(where.split(" and (?=name|phase|not|false|step|id|\\(strpos)", -1));
    }
}
