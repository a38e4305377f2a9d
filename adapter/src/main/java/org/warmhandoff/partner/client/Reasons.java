package org.warmhandoff.partner.client;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.StringType;

/**
 * A partner's reasons without anything that could be about a person: of its text there remain words
 * of a closed list and paths such as {@code Patient.deceased}, which say what element is meant. The
 * name of an element alone is a word like others. Whatever else it says becomes three dots.
 */
public final class Reasons {

  private static final int LONGEST = 200;
  private static final int MOST_ISSUES = 3;
  private static final String LEFT_OUT = "...";

  private static final Pattern BETWEEN = Pattern.compile("[^A-Za-z0-9_./+-]+");
  private static final Pattern WITHIN = Pattern.compile("[/+]");
  private static final Pattern DOTS = Pattern.compile("\\.+");
  private static final Pattern INDEX = Pattern.compile("\\[[0-9]{1,4}]");

  /** Codes of the terminology of OperationOutcome: {@code MSG_AUTH_REQUIRED} and its like. */
  private static final Pattern MESSAGE_CODE = Pattern.compile("MSG_[A-Z]+(_[A-Z]+){0,5}");

  private static final String MESSAGE_CODES =
      "http://terminology.hl7.org/CodeSystem/operation-outcome";

  private Reasons() {}

  /** In one line of at most 200 characters; empty where it gives none. */
  public static String of(OperationOutcome outcome) {
    var said =
        outcome.getIssue().stream()
            .limit(MOST_ISSUES)
            .map(Reasons::issue)
            .filter(issue -> !issue.isEmpty())
            .distinct()
            .collect(Collectors.joining("; "));
    return said.length() <= LONGEST ? said : said.substring(0, LONGEST);
  }

  /** Severities and codes alone, such as {@code error/invalid}. */
  static String codes(OperationOutcome outcome) {
    return outcome.getIssue().stream()
        .limit(MOST_ISSUES)
        .map(Reasons::code)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String issue(OperationOutcomeIssueComponent issue) {
    return Stream.of(
            Stream.of(code(issue)),
            issue.getDetails().getCoding().stream().flatMap(coding -> known(coding).stream()),
            places(issue).distinct(),
            Stream.of(words(issue.getDetails().getText()), words(issue.getDiagnostics())))
        .flatMap(parts -> parts)
        .filter(part -> !part.isEmpty())
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private static String code(OperationOutcomeIssueComponent issue) {
    var severity = issue.getSeverity() == null ? "" : issue.getSeverity().toCode();
    return severity + "/" + (issue.getCode() == null ? "" : issue.getCode().toCode());
  }

  private static Optional<String> known(Coding coding) {
    return Optional.ofNullable(coding.getCode())
        .filter(code -> MESSAGE_CODES.equals(coding.getSystem()))
        .filter(code -> MESSAGE_CODE.matcher(code).matches());
  }

  private static Stream<String> places(OperationOutcomeIssueComponent issue) {
    return Stream.concat(issue.getExpression().stream(), issue.getLocation().stream())
        .map(StringType::getValue)
        .filter(path -> path != null)
        .map(Reasons::place);
  }

  /** The names in front of the first that is no element of FHIR; numbers in brackets are left. */
  private static String place(String path) {
    var names = List.of(INDEX.matcher(path).replaceAll("").split("\\.", -1));
    var known =
        names.stream()
            .takeWhile(name -> AllowedWords.isType(name) || AllowedWords.isElement(name))
            .toList();
    var place = String.join(".", known);
    return known.size() == names.size() || known.isEmpty() ? place : place + LEFT_OUT;
  }

  /** Of a text of which little is left nothing is kept: it tells of something else. */
  private static String words(String text) {
    if (text == null) {
      return "";
    }
    var head = text.substring(0, Math.min(text.length(), 10 * LONGEST));
    var kept =
        BETWEEN
            .splitAsStream(INDEX.matcher(head).replaceAll(""))
            .flatMap(Reasons::mediaTypeOrWords)
            .toList();
    var left = kept.stream().filter(LEFT_OUT::equals).count();
    return 2 * left > kept.size() ? "" : withoutRuns(kept);
  }

  private static Stream<String> mediaTypeOrWords(String part) {
    var bare = part.replaceFirst("[.]+$", "");
    return AllowedWords.isMediaType(bare)
        ? Stream.of(bare)
        : WITHIN.splitAsStream(part).filter(word -> !word.isEmpty()).flatMap(Reasons::pathOrWords);
  }

  /** Where a sentence ends without a space after it, what follows is seldom of that type. */
  private static Stream<String> pathOrWords(String part) {
    var names = DOTS.splitAsStream(part).filter(name -> !name.isEmpty()).toList();
    var isPath = names.size() > 1 && AllowedWords.isElementOf(names.get(0), names.get(1));
    return isPath
        ? Stream.of(place(String.join(".", names)))
        : names.stream().map(word -> AllowedWords.isWord(word) ? word : LEFT_OUT);
  }

  private static String withoutRuns(List<String> words) {
    var line = new StringBuilder();
    var before = LEFT_OUT; // so that it does not begin with dots either
    for (var word : words) {
      if (!(word.equals(LEFT_OUT) && before.equals(LEFT_OUT))) {
        line.append(line.isEmpty() ? "" : " ").append(word);
      }
      before = word;
    }
    return line.toString().equals(LEFT_OUT) ? "" : line.toString();
  }
}
