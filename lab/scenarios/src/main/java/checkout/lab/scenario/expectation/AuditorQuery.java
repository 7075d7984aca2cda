package checkout.lab.scenario.expectation;

import checkout.lab.scenario.context.ScenarioContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One question to the database, put with the auditor's rights. */
public final class AuditorQuery {

    private static final int MOST_TOLD = 10;

    private AuditorQuery() {}

    /** The first column of the first rows as text. */
    public static List<String> texts(ScenarioContext scenarioContext, String query, Object... parameters)
            throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection auditor = scenarioContext.auditor();
                PreparedStatement statement = auditor.prepareStatement(query)) {
            statement.setMaxRows(MOST_TOLD);
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
        }
        return texts;
    }

    /** A single number. */
    public static long number(ScenarioContext scenarioContext, String query, Object... parameters) throws SQLException {
        return Long.parseLong(texts(scenarioContext, query, parameters).get(0));
    }
}
