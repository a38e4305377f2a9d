package org.warmhandoff.cli.tools;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.terminology.Terminology;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Options that say who tells, and in which words. */
final class WordingOptions {

  private static final Pattern E164 = Pattern.compile("[+][1-9][0-9]{6,14}");

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--terminology",
      paramLabel = "DIR",
      description = "CodeSystems and ConceptMaps over those that are shipped.")
  private Optional<Path> terminology;

  @Option(
      names = "--program-namespace",
      paramLabel = "URI",
      defaultValue = "https://program.example",
      description = "Where identifiers stand (default: ${DEFAULT-VALUE}).")
  private String namespace;

  @Option(
      names = "--program-name",
      paramLabel = "NAME",
      defaultValue = "Program",
      description = "What partners read (default: ${DEFAULT-VALUE}).")
  private String name;

  @Option(
      names = "--program-time-zone",
      paramLabel = "ZONE",
      defaultValue = "America/New_York",
      description = "By whose clock times are told (default: ${DEFAULT-VALUE}).")
  private String timeZone;

  @Option(names = "--program-phone", paramLabel = "E.164", description = "Such as +15085550100.")
  private Optional<String> phone;

  Mappings mappings() {
    return new Mappings(
        program(), terminology.map(Terminology::with).orElseGet(Terminology::shipped));
  }

  private Program program() {
    if (phone.filter(number -> !E164.matcher(number).matches()).isPresent()) {
      throw wrong("--program-phone must be a phone number in E.164, such as +15085550100");
    }
    if (name.isBlank()) {
      throw wrong("--program-name must not be blank");
    }
    if (!ZoneId.getAvailableZoneIds().contains(timeZone)) {
      throw wrong("--program-time-zone must be a time zone such as America/New_York");
    }
    try {
      return new Program(namespace, name, phone, ZoneId.of(timeZone));
    } catch (IllegalArgumentException noNamespace) {
      throw wrong("--program-namespace must be an absolute URI without a slash at its end");
    }
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
