package io.contraflow.system;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in two sentences why a start failed that found no database it can use. */
class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {
    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            DatabaseTrouble trouble = each instanceof SQLException sql ? DatabaseTrouble.of(sql) : null;
            if (trouble != null) {
                return new FailureAnalysis(trouble.what(), trouble.action(), rootFailure);
            }
        }
        return null;
    }
}
