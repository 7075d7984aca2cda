package checkout.saga.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.runtime.drive.OrchestratorTest;
import checkout.testinfra.CountedStatements;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Red means: a list executes more statements the more rows it shows. */
class ConstantQueriesTest extends OrchestratorTest {
    private static final int MANY = 100;

    @Autowired
    private CountedStatements statements;

    @BeforeEach
    void insertRows() {
        place();
        jdbc.update("""
                insert into saga
                select (jsonb_populate_record(saga, jsonb_build_object('id', gen_random_uuid()))).*
                from saga, generate_series(1, ?) where id = ?
                """, MANY, checkout);
        jdbc.update("""
                insert into audit (id, who, action, saga_id, reason, outcome)
                select gen_random_uuid(), 'test', 'RETRY', id, 'test', 'DONE' from saga limit ?
                """, MANY);
        jdbc.update("""
                insert into dead_letter (id, topic, message_id, type, saga_id, message_key, reason, headers, payload)
                select gen_random_uuid(), 'inventory.commands', gen_random_uuid(), 'inventory.ReserveStock.v1', id, id::text,
                       'test', '{}', '{}'
                from saga limit ?
                """, MANY);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/sagas?,sagas,2",
        "/v1/sagas?deadLetters=true,sagas,2",
        "/v1/dead-letters?,deadLetters,1",
        "/v1/audit?,entries,1"
    })
    void aPageOfAHundredRowsTakesAsManyStatementsAsOneOfOneRow(String path, String rows, int expected) {
        assertThat(statementsOf(path + "&limit=1", rows, 1)).hasSize(expected);
        assertThat(statementsOf(path + "&limit=100", rows, MANY)).hasSize(expected);
    }

    @Test
    void aSagaWithAHundredMessagesTakesAsManyStatementsAsOneWithAFew() {
        List<String> few = statements.during(() -> ok(get("/v1/sagas/" + checkout)));
        assertThat(few).isNotEmpty();
        jdbc.update("""
                insert into outbox
                select (jsonb_populate_record(outbox, jsonb_build_object('id', uuidv7(), 'attempt', n))).*
                from outbox, generate_series(2, ?) n where saga_id = ?
                """, MANY, checkout);
        assertThat(statements.during(() -> ok(get("/v1/sagas/" + checkout)))).isEqualTo(few);
    }

    private List<String> statementsOf(String path, String rows, int expected) {
        return statements.during(() -> assertThat(ok(get(path)).at("/" + rows)).hasSize(expected));
    }
}
