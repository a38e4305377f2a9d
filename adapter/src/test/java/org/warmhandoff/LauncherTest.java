package org.warmhandoff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.testing.Rights;

/**
 * The launcher of the checkout, in a place where everything is built, with a Java that only says
 * how it is started.
 */
class LauncherTest {

  private static final Path LAUNCHER = Path.of("../warm-handoff");
  private static final String FOR_EVERYBODY = "rwxrwxrwx";
  private static final String FOR_ITS_OWNER = "rwx------";

  @TempDir private Path home;

  @BeforeEach
  void everythingIsBuilt() throws IOException {
    Files.copy(LAUNCHER, home.resolve("warm-handoff"));
    for (var part :
        List.of("mappings", "camel-routes", "adapter/target", "fixtures/target", "jdk/bin")) {
      Files.createDirectories(home.resolve(part));
    }
    var old = Files.writeString(home.resolve("pom.xml"), "<project/>");
    Files.setLastModifiedTime(old, FileTime.from(Instant.EPOCH));
    Files.writeString(home.resolve("adapter/target/warm-handoff.jar"), "");
    Files.writeString(home.resolve("fixtures/target/partner-systems.jar"), "");
    var java =
        Files.writeString(
            home.resolve("jdk/bin/java"), "#!/usr/bin/env sh\nprintf '%s\\n' \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString(FOR_ITS_OWNER));
  }

  /** With what Java is started. */
  private List<String> launched(String... arguments) throws IOException, InterruptedException {
    var command = new ProcessBuilder("sh", "-c", "umask 000; exec ./warm-handoff \"$@\"", "sh");
    command.command().addAll(List.of(arguments));
    command.directory(home.toFile()).redirectErrorStream(true);
    command.environment().put("JAVA_HOME", home.resolve("jdk").toString());
    command.environment().remove("WARM_HANDOFF_JAVA_OPTIONS");
    var process = command.start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().toList();
  }

  private Path errors() {
    return home.toAbsolutePath().resolve("target/errors");
  }

  @Test
  void whatJavaSaysOfACrashIsForItsOwnerAlone() throws IOException, InterruptedException {
    var options = launched("serve", "--config", "c.yaml");

    assertThat(Rights.of(errors())).isEqualTo(FOR_ITS_OWNER);
    assertThat(options)
        .contains("-XX:ErrorFile=" + errors().toRealPath() + "/hs_err_pid%p.log")
        .contains("-XX:-HeapDumpOnOutOfMemoryError", "-XX:-CreateCoredumpOnCrash")
        .endsWith("serve", "--config", "c.yaml");
  }

  @Test
  void aDirectoryForItThatWasThereWithMoreRightsLosesThem()
      throws IOException, InterruptedException {
    Files.createDirectories(errors());
    Files.setPosixFilePermissions(errors(), PosixFilePermissions.fromString(FOR_EVERYBODY));

    launched("serve", "--config", "c.yaml");

    assertThat(Rights.of(errors())).isEqualTo(FOR_ITS_OWNER);
  }

  @Test
  void whatRunsOnceAndBrieflyMakesNone() throws IOException, InterruptedException {
    assertThat(launched("validate", "a.json")).noneMatch(option -> option.contains("ErrorFile"));

    assertThat(errors()).doesNotExist();
  }
}
