package org.warmhandoff.store;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.testing.Store;

/**
 * The statements that are asked of the store, and how H2 would look for what they mean.
 *
 * <p>H2 chooses when a connection asks for the first time, which for a new database is when it is
 * empty, and stays with that. What is asked of one record or participant must not be looked for by
 * what all of a partner have in common: that takes longer with each that is added.
 */
public final class StatementLog implements AutoCloseable {

  private static final Pattern STATEMENT =
      Pattern.compile("SQL statement \\[(.*)]", Pattern.DOTALL);

  /** What tells few rows from all others. */
  private static final String NARROW =
      "participant_id|record_id|identifier|subject|delivery_id|patient|digest";

  private static final Pattern ASKED_BY_ONE =
      Pattern.compile("\\bwhere .*\\b(" + NARROW + ") = \\?", Pattern.DOTALL);

  private static final Pattern LOOKED_FOR_BY_ONE =
      Pattern.compile("\\b(id|seq|" + NARROW + ") (=|IN)", Pattern.DOTALL);

  private static final Pattern CHOSEN = Pattern.compile("/\\*(.*?)\\*/", Pattern.DOTALL);

  private final Logger logger = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
  private final Set<String> statements = new ConcurrentSkipListSet<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          STATEMENT
              .matcher(event.getFormattedMessage())
              .results()
              .forEach(found -> statements.add(found.group(1)));
        }
      };

  /** Notes whatever is asked from now on, in this process. */
  public StatementLog() {
    appender.start();
    logger.setLevel(Level.DEBUG);
    logger.setAdditive(false);
    logger.addAppender(appender);
  }

  /** Each that names one of something is looked for by that, in a database that is new. */
  public void areLookedForByWhatTheyName() {
    try (var empty = Store.inMemory()) {
      assertThat(statements)
          .filteredOn(sql -> ASKED_BY_ONE.matcher(sql).find())
          .hasSizeGreaterThan(50)
          .allSatisfy(
              sql ->
                  assertThat(chosen(empty.db(), sql))
                      .as(sql)
                      .containsPattern(LOOKED_FOR_BY_ONE)
                      .doesNotContain("tableScan"));
    }
  }

  private static String chosen(JdbcClient db, String sql) {
    var parameters = sql.chars().filter(letter -> letter == '?').count();
    var asked = db.sql("explain " + sql);
    for (var number = 0; number < parameters; number++) {
      asked = asked.param(null);
    }
    var plan = asked.query(String.class).single();
    return CHOSEN.matcher(plan).results().map(StatementLog::condition).collect(joining("\n"));
  }

  private static String condition(MatchResult comment) {
    return comment.group(1).strip();
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    logger.setLevel(null);
    logger.setAdditive(true);
  }
}
