package checkout.saga.runtime.drive;

import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** An error that the table of sagas refuses, so that a saga with it in its state cannot be saved. */
public final class UnwritableError {
    public static final String TEXT = "an error that cannot be written";

    private UnwritableError() {}

    /** Lets the table refuse it from now on. */
    public static void refuse(DataSource superuser) {
        JdbcTemplate jdbc = new JdbcTemplate(superuser);
        jdbc.execute("alter table sagas.saga drop constraint if exists refuses_an_error");
        jdbc.execute("alter table sagas.saga add constraint refuses_an_error check (last_error <> '%s') not valid"
                .formatted(TEXT));
    }
}
