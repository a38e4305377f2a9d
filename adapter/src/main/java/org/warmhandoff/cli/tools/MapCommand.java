package org.warmhandoff.cli.tools;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.warmhandoff.fhir.paper.DocumentFormat;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Sensitivity;
import org.warmhandoff.terminology.TerminologyProblems;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Maps records as the adapter would, and prints what it would send. */
@Command(
    name = "map",
    description = {
      "Prints what the adapter would send for the records in the files, without sending it.",
      "The participants must be in the same files; the newest version of each is used. Which"
          + " patient of a partner they are is not known here: the subject is told by the program's"
          + " own identifier.",
      "Needs no configuration and no network. What it prints is PHI if the records are.",
      "Exit code: 0 mapped, 2 wrong usage, or something that cannot be mapped."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class MapCommand implements Callable<Integer>, OnFilesAlone {

  @Spec private CommandSpec spec;

  @Option(
      names = "--form",
      paramLabel = "FORM",
      converter = Word.OfForm.class,
      defaultValue = "graph",
      description = {
        "graph: one transaction with every resource (default)",
        "document: a DocumentReference for each record",
        "message: a Communication for each record"
      })
  private OutputForm form;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = Word.OfFormat.class,
      defaultValue = "json",
      description = {
        "json or xml: one FHIR Bundle (default: json)",
        "html, pdf or text: the document itself, with --form document"
      })
  private Format format;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write a file for each record here, named by kind, id and version, instead of printing.")
  private Optional<Path> out;

  @Option(
      names = "--told",
      paramLabel = "WHAT",
      split = ",",
      converter = Word.OfSensitivity.class,
      description =
          "What the receiver may know: mental-health, substance-use, safety-plan, location"
              + " (default: everything).")
  private Set<Sensitivity> records = EnumSet.allOf(Sensitivity.class);

  @Option(
      names = "--under",
      paramLabel = "CONSENT-ID",
      split = ",",
      description = "The participant's consents that are told along.")
  private List<String> under = List.of();

  @Mixin private WordingOptions wording;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "One record as JSON, a JSON array of records, or NDJSON; - for standard input.")
  private List<String> files;

  private Progress progress;

  @Override
  public Integer call() {
    Quiet.libraries();
    if (format.document().isPresent() && form != OutputForm.DOCUMENT) {
      throw new ParameterException(
          spec.commandLine(), "--format html, pdf and text go with --form document only");
    }
    progress = Progress.on(spec.commandLine().getErr());
    try {
      map();
      return ExitCode.OK;
    } catch (Unusable unusable) {
      return report(unusable.lines());
    } catch (TerminologyProblems wrong) {
      return report(wrong.problems());
    }
  }

  private int report(List<String> lines) {
    progress.end();
    var err = Visible.on(spec.commandLine().getErr());
    lines.forEach(err::println);
    err.flush();
    return ExitCode.USAGE;
  }

  private void map() {
    var mappings = wording.mappings();
    var pile = new RecordSet(InputFiles.pieces(files, System.in), progress);
    var mapping = new RecordSetMapping(mappings, pile, records, under);
    if (out.isPresent()) {
      new Folder(out.get()).write(pile.records(), press(mapping), progress);
      progress.end();
    } else {
      var leaf = leaf(pile.records(), mapping);
      progress.end();
      System.out.writeBytes(leaf.bytes());
      System.out.flush();
    }
  }

  private Leaf leaf(List<ProgramRecord> records, RecordSetMapping mapping) {
    if (format.document().isEmpty()) {
      return fhir(records, mapping);
    }
    if (records.size() > 1) {
      throw new Unusable(
          List.of("the files hold " + records.size() + " records to map: --out DIR is needed"));
    }
    return press(mapping).apply(records.get(0));
  }

  private Function<ProgramRecord, Leaf> press(RecordSetMapping mapping) {
    return format
        .document()
        .<Function<ProgramRecord, Leaf>>map(wished -> record -> paper(record, wished, mapping))
        .orElse(record -> fhir(List.of(record), mapping));
  }

  private Leaf fhir(List<ProgramRecord> records, RecordSetMapping mapping) {
    return Leaf.fhir(format, new Bundles(mapping, form, progress).of(records));
  }

  private Leaf paper(ProgramRecord record, DocumentFormat wished, RecordSetMapping mapping) {
    var leaf = Leaf.paper(mapping.paper(record, wished));
    if (!leaf.suffix().equals(wished.fileSuffix())) {
      spec.commandLine()
          .getErr()
          .println(record.key() + " holds characters that a PDF could not show: it is a page");
    }
    return leaf;
  }
}
