package org.warmhandoff.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.testing.Rights;

class OwnerOnlyTest {

  @TempDir private Path home;

  @Test
  void aDirectoryIsMadeWithAllThatIsMissingAboveItForItsOwnerAlone() throws IOException {
    OwnerOnly.directory(home.resolve("a/b"));

    assertThat(Rights.of(home.resolve("a"))).isEqualTo("rwx------");
    assertThat(Rights.of(home.resolve("a/b"))).isEqualTo("rwx------");
  }

  @Test
  void aDirectoryThatWasSharedOnPurposeStaysShared() throws IOException {
    var shared = Files.createDirectory(home.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwx---"));

    OwnerOnly.directory(shared);

    assertThat(Rights.of(shared)).isEqualTo("rwxrwx---");
  }

  @Test
  void aFileThatIsWrittenInThePlaceOfAReadableOneIsItsOwnersAlone() throws IOException {
    var file = Files.writeString(home.resolve("page"), "something longer that was there");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    OwnerOnly.write(file, "new".getBytes(UTF_8));

    assertThat(file).hasContent("new");
    assertThat(Rights.of(file)).isEqualTo("rw-------");
  }

  @Test
  void aNewFileIsNeverWrittenOverAnother() throws IOException {
    var file = Files.writeString(home.resolve("page"), "mine");

    assertThatThrownBy(() -> OwnerOnly.writeNew(file, new byte[] {1}))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("mine");
  }

  @Test
  void aFileSystemWithoutSuchRightsIsWrittenToAllTheSame() throws IOException {
    var archive = URI.create("jar:" + home.resolve("files.zip").toUri());
    try (var files = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      var file = OwnerOnly.directory(files.getPath("/a/b")).resolve("page");

      OwnerOnly.write(file, "new".getBytes(UTF_8));
      OwnerOnly.keep(file);

      assertThat(Files.readString(file)).isEqualTo("new");
    }
  }
}
