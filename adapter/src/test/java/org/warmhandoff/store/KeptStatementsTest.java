package org.warmhandoff.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.SQLExceptionOverride.Override;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbc.JdbcPreparedStatement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.store.embedded.KeptStatements;

class KeptStatementsTest {

  @TempDir private Path directory;

  private Connection connection() throws SQLException {
    var url = H2File.url("file:" + directory.resolve("store").toAbsolutePath());
    return KeptStatements.of(DriverManager.getConnection(url, "sa", ""));
  }

  private static JdbcPreparedStatement prepared(Connection connection, String sql)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      return statement.unwrap(JdbcPreparedStatement.class);
    }
  }

  @Test
  void aStatementIsMadeOnceForEachConnection() throws SQLException {
    try (var one = connection();
        var other = connection()) {
      var first = prepared(one, "select 42");

      assertThat(prepared(one, "select 42")).isSameAs(first);
      assertThat(prepared(other, "select 42")).isNotSameAs(first);
    }
  }

  @Test
  void aStatementThatIsInUseIsMadeOnceMore() throws SQLException {
    try (var connection = connection();
        var one = connection.prepareStatement("select 42");
        var other = connection.prepareStatement("select 42")) {
      assertThat(other.unwrap(JdbcPreparedStatement.class))
          .isNotSameAs(one.unwrap(JdbcPreparedStatement.class));
    }
  }

  @Test
  void moreThanAreKeptAreMadeAllTheSame() throws SQLException {
    try (var connection = connection()) {
      for (var number = 0; number < 600; number++) {
        try (var statement = connection.prepareStatement("select " + number);
            var rows = statement.executeQuery()) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getInt(1)).isEqualTo(number);
        }
      }
    }
  }

  @Test
  void whyOneCannotBeMadeIsWhatTheDatabaseSays() throws SQLException {
    try (var connection = connection()) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> connection.prepareStatement("select nonsense"))
          .satisfies(failed -> assertThat(failed.getSQLState()).isEqualTo("42S22"));
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(
              () -> connection.prepareStatement("select other", Statement.RETURN_GENERATED_KEYS))
          .satisfies(failed -> assertThat(failed.getSQLState()).isEqualTo("42S22"));
    }
  }

  @Test
  void aConnectionWhoseDatabaseWasClosedIsThrownAwayAlsoWhereAStatementCannotBeMade()
      throws SQLException {
    try (var connection = connection()) {
      try (var ends = connection();
          var shutdown = ends.createStatement()) {
        shutdown.execute("shutdown immediately");
      }

      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> connection.prepareStatement("select 43"))
          .satisfies(
              failed ->
                  assertThat(new ClosedStore().adjudicate(failed)).isEqualTo(Override.MUST_EVICT));
    }
  }
}
