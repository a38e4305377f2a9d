package org.warmhandoff.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.warmhandoff.config.Config.ConsentEnds;
import org.warmhandoff.config.Config.DisclosureConfig;
import org.warmhandoff.disclosure.RedisclosureNotice;
import org.warmhandoff.disclosure.StateLaw;
import org.warmhandoff.disclosure.SubstanceUseWords;
import org.warmhandoff.record.Words;

/** The files that disclosures go by, read and checked. */
final class DisclosureFiles {

  private DisclosureFiles() {}

  /** Of a tree without problems. */
  static DisclosureConfig bind(JsonNode disclosure, Path home) {
    return new DisclosureConfig(
        words(disclosure, home),
        file(disclosure, "state-law", home)
            .map(file -> StateLaw.of(text(file)))
            .orElse(StateLaw.NONE),
        notice(disclosure.path("notice").asText("short"), home),
        Words.constant(ConsentEnds.class, disclosure.path("when-consent-ends").asText("retire")));
  }

  private static SubstanceUseWords words(JsonNode disclosure, Path home) {
    return file(disclosure, "substance-use-words", home)
        .map(file -> SubstanceUseWords.of(text(file)))
        .orElseGet(SubstanceUseWords::shipped);
  }

  /** It stands on every page, also on those for readers who may not know of substance use. */
  private static Optional<String> programName(String name, SubstanceUseWords words) {
    return words.isIn(name)
        ? Optional.of(
            "program.name: must not tell of substance use, for it stands on every page; a neutral"
                + " name that partners know, such as Bridgewater Virtual IOP")
        : Optional.empty();
  }

  private static RedisclosureNotice notice(String said, Path home) {
    return switch (said) {
      case "short" -> RedisclosureNotice.shortOne();
      case "long" -> RedisclosureNotice.longOne();
      default -> RedisclosureNotice.of(text(home.resolve(said).normalize()));
    };
  }

  /**
   * One line each, the setting first.
   *
   * @param home what relative paths are relative to
   */
  static List<String> problems(JsonNode config, Path home) {
    var disclosure = config.path("disclosure");
    var problems = new ArrayList<String>();
    check(disclosure, "substance-use-words", home, SubstanceUseWords::of)
        .or(() -> programName(config.at("/program/name").asText(), words(disclosure, home)))
        .ifPresent(problems::add);
    check(disclosure, "state-law", home, StateLaw::of).ifPresent(problems::add);
    if (!List.of("short", "long").contains(disclosure.path("notice").asText("short"))) {
      check(disclosure, "notice", home, RedisclosureNotice::of).ifPresent(problems::add);
    }
    return problems;
  }

  private static Optional<String> check(
      JsonNode disclosure, String setting, Path home, Function<String, Object> reading) {
    var path = "disclosure." + setting + ": ";
    try {
      return file(disclosure, setting, home)
          .map(DisclosureFiles::text)
          .map(reading)
          .flatMap(read -> Optional.empty());
    } catch (UncheckedIOException cannot) {
      return Optional.of(path + "the file cannot be read");
    } catch (IllegalArgumentException wrong) {
      return Optional.of(path + wrong.getMessage());
    }
  }

  private static Optional<Path> file(JsonNode disclosure, String setting, Path home) {
    return Optional.ofNullable(disclosure.path(setting).textValue())
        .filter(name -> !name.isEmpty())
        .map(name -> home.resolve(name).normalize());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
