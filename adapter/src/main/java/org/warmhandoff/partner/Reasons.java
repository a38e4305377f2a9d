package org.warmhandoff.partner;

import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildExtension;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.StringType;

/**
 * A partner's reasons without anything that could be about a person: of its text there remain words
 * of a closed list only, and a place is named only by elements of FHIR. Whatever else it says
 * becomes three dots.
 */
final class Reasons {

  private static final int LONGEST = 200;
  private static final int MOST_ISSUES = 3;
  private static final String LEFT_OUT = "...";

  /** Shorter words in capitals are names of people as well: An, Will. */
  private static final int BEGINS_A_SENTENCE = 5;

  private static final FhirContext R4 = FhirContext.forR4Cached();
  private static final Pattern BETWEEN = Pattern.compile("[^A-Za-z0-9_-]+");
  private static final Pattern HAPI = Pattern.compile("HAPI-[0-9]{4}");

  /** Codes of the terminology of OperationOutcome: {@code MSG_AUTH_REQUIRED} and its like. */
  private static final Pattern MESSAGE_CODE = Pattern.compile("MSG_[A-Z]+(_[A-Z]+){0,5}");

  private static final String MESSAGE_CODES =
      "http://terminology.hl7.org/CodeSystem/operation-outcome";

  private static final Set<String> TYPES = R4.getResourceTypes();
  private static final Set<String> ELEMENTS = elements();

  /** Words with which servers say what is wrong with a request. None of them tells of anybody. */
  private static final Set<String> WORDS =
      Set.of(
          ("a an and are as at be but by can cannot for from has have in into is it its must no not"
                  + " of on one only or same than that the there this to two was were when where"
                  + " which with without you your already also any because been before both could"
                  + " did does each either empty every least many maximum minimum missing more"
                  + " most multiple neither never none nor null other should such too unless until"
                  + " value values zero"
                  + " accept accepted allowed attempt attribute authorization authorized bad batch"
                  + " body bundle cardinality characters client code codes coding conditional"
                  + " conflict constraint constraints contained content contains create created"
                  + " creating credentials current data datatype date deleted denied disabled"
                  + " display does-not-exist duplicate duplicated element elements endpoint error"
                  + " errors exceeded exceeds exist exists expected expired extension extensions"
                  + " failed failure field fields forbidden format found fullurl gone header headers"
                  + " http id identifier identifiers if-match if-none-exist ignored inactive"
                  + " incorrect internal invalid invariant json known large length limit limits"
                  + " literal locked login match matched matches matching media member merged"
                  + " message method mismatch modifier narrative occurred operation operations"
                  + " optional outside parameter parameters parse parsed parser partition path"
                  + " permission permitted precondition primitive process processed processing"
                  + " profile profiles property provided query quota rate read reason received"
                  + " recognized reference referenced references referential refused rejected"
                  + " replaced request requested requests required resolve resolved resource"
                  + " resources response rest rule scope scopes search server set size slice"
                  + " specified state status string structure submitted supplied support supported"
                  + " syntax system terminology text throttled timeout timestamp token transaction"
                  + " type types unable unauthorized unexpected unique unknown unprocessable"
                  + " unrecognized unresolved unsupported update updated updating url usage used"
                  + " valid validate validated validation valueset version versions write wrong"
                  + " xml")
              .split(" "));

  private Reasons() {}

  /** In one line of at most 200 characters; empty where it gives none. */
  static String of(OperationOutcome outcome) {
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
    var names = List.of(path.replaceAll("\\[[0-9]{1,4}]", "").split("\\.", -1));
    var known = names.stream().takeWhile(Reasons::isNameOfFhir).toList();
    var place = String.join(".", known);
    return known.size() == names.size() || known.isEmpty() ? place : place + LEFT_OUT;
  }

  private static boolean isNameOfFhir(String name) {
    return TYPES.contains(name) || ELEMENTS.contains(name);
  }

  /** Of a text of which little is left nothing is kept: it tells of something else. */
  private static String words(String text) {
    if (text == null) {
      return "";
    }
    var kept =
        Arrays.stream(BETWEEN.split(text.substring(0, Math.min(text.length(), 10 * LONGEST))))
            .filter(word -> !word.isEmpty())
            .map(word -> isHarmless(word) ? word : LEFT_OUT)
            .toList();
    var left = kept.stream().filter(LEFT_OUT::equals).count();
    return 2 * left > kept.size() ? "" : withoutRuns(kept);
  }

  /** Names of elements are words of any text: {@code family} is one, and names nobody. */
  private static boolean isHarmless(String word) {
    return isNameOfFhir(word)
        || WORDS.contains(word)
        || (word.length() >= BEGINS_A_SENTENCE && WORDS.contains(word.toLowerCase(Locale.ROOT)))
        || HAPI.matcher(word).matches();
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

  private static Set<String> elements() {
    var names = new HashSet<String>();
    for (var type : TYPES) {
      names(R4.getResourceDefinition(type), names, new HashSet<>());
    }
    return Set.copyOf(names);
  }

  private static void names(
      BaseRuntimeElementCompositeDefinition<?> type,
      Set<String> names,
      Set<BaseRuntimeElementCompositeDefinition<?>> seen) {
    if (seen.add(type)) {
      for (var child : type.getChildren()) {
        names.add(child.getElementName());
        if (child instanceof RuntimeChildExtension) {
          continue;
        }
        for (var name : child.getValidChildNames()) {
          if (child.getChildByName(name)
              instanceof BaseRuntimeElementCompositeDefinition<?> below) {
            names(below, names, seen);
          }
        }
      }
    }
  }
}
