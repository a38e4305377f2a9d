package org.warmhandoff.cli.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.warmhandoff.files.OwnerOnly;
import org.warmhandoff.record.ProgramRecord;

/** Files named by ids only, for names may be seen where contents may not. */
final class Folder {

  private final Path directory;
  private final Set<String> taken = new HashSet<>();

  Folder(Path directory) {
    this.directory = directory;
  }

  /**
   * Writes a file for each record.
   *
   * @throws Unusable where one cannot be written
   */
  void write(List<ProgramRecord> records, Function<ProgramRecord, Leaf> press, Progress progress) {
    try {
      OwnerOnly.directory(directory);
      for (var done = 0; done < records.size(); done++) {
        progress.step("written", done, records.size());
        var record = records.get(done);
        var leaf = press.apply(record);
        OwnerOnly.write(directory.resolve(name(record, leaf.suffix())), leaf.bytes());
      }
    } catch (IOException failed) {
      throw new Unusable(
          List.of(directory + ": cannot be written (" + failed.getClass().getSimpleName() + ")"));
    }
  }

  /** Some file systems take CP-a and CP-A for the same. */
  private String name(ProgramRecord record, String suffix) {
    var name = "%s-%s-v%s".formatted(record.kind().word(), record.id(), record.version());
    var free = name + suffix;
    for (var other = 2; !taken.add(free.toLowerCase(Locale.ROOT)); other++) {
      free = name + "~" + other + suffix;
    }
    return free;
  }
}
