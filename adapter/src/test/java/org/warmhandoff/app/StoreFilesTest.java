package org.warmhandoff.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.config.Config;
import org.warmhandoff.config.ConfigFile;
import org.warmhandoff.testing.Rights;

class StoreFilesTest {

  @TempDir private Path home;

  private Config config() {
    return new ConfigFile(name -> null)
        .read(
            """
            program:
              namespace: https://id.program.example
              name: Program
            access:
              - name: program
                token: token-of-the-program-1234567890
                roles: [submit]
            store:
              directory: below/data
            partners:
              - name: psychiatry
                roles: [psychiatry]
                base-url: http://127.0.0.1:1/r4
            """,
            home);
  }

  @Test
  void theDatabaseIsForItsOwnerAlone() throws IOException, SQLException {
    try (var source = new StoreWiring().dataSource(config());
        var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create table note (text varchar(20))");

      try (var files = Files.walk(home.resolve("below"))) {
        for (var file : files.toList()) {
          assertThat(Rights.of(file))
              .as(file.toString())
              .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
        }
      }
    }
    assertThat(home.resolve("below/data/warm-handoff.mv.db")).isNotEmptyFile();
  }
}
