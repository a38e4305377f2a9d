package org.warmhandoff.cli.tools;

import java.util.List;
import java.util.concurrent.Callable;
import org.warmhandoff.record.reading.Reading.Invalid;
import org.warmhandoff.record.reading.RecordReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads records as the adapter's intake reads them, and says what is wrong. */
@Command(
    name = "validate",
    description = {
      "Reads records as the adapter would, and says what is wrong with them.",
      "Each problem is a line: file:line: /pointer: reason",
      "Needs no configuration and no network. Never prints a value of a record.",
      "Exit code: 0 all are valid, 1 some are not, 2 wrong usage or a file that cannot be read."
    },
    mixinStandardHelpOptions = true)
public final class ValidateCommand implements Callable<Integer>, OnFilesAlone {

  private static final int INVALID = 1;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "One record as JSON, a JSON array of records, or NDJSON; - for standard input.")
  private List<String> files;

  @Override
  public Integer call() {
    Quiet.libraries();
    try {
      return validate(InputFiles.pieces(files, System.in));
    } catch (Unusable unusable) {
      var err = Visible.on(spec.commandLine().getErr());
      unusable.lines().forEach(err::println);
      err.flush();
      return ExitCode.USAGE;
    }
  }

  private int validate(List<Piece> pieces) {
    var out = Visible.on(spec.commandLine().getOut());
    var progress = Progress.on(spec.commandLine().getErr());
    var reader = new RecordReader();
    var invalid = 0;
    for (var done = 0; done < pieces.size(); done++) {
      progress.step("validated", done, pieces.size());
      var piece = pieces.get(done);
      if (reader.read(piece.body()) instanceof Invalid wrong) {
        invalid++;
        var places = new LinePlaces(piece);
        wrong.problems().stream().map(places::say).forEach(out::println);
      }
    }
    progress.end();
    out.println(pieces.size() + " records, " + invalid + " with problems");
    out.flush();
    return invalid == 0 ? ExitCode.OK : INVALID;
  }
}
