package org.warmhandoff.fhir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.warmhandoff.cases.Programs;
import org.warmhandoff.disclosure.Disclosed;
import org.warmhandoff.disclosure.Supposed;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.fhir.base.Entry;
import org.warmhandoff.fhir.paper.DocumentFormat;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.terminology.Concept;
import org.warmhandoff.terminology.Family;
import org.warmhandoff.terminology.Terminology;

/**
 * {@code docs/mapping.md} is what the mappings do: each property is given another value, and what
 * changes in FHIR is where it goes. {@code -Dgolden=write} rewrites it.
 */
class MappingDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "mapping.md");
  private static final Map<RecordKind, Map<String, Set<String>>> DESTINATIONS =
      new EnumMap<>(RecordKind.class);

  private static final Mappings MAPPINGS =
      new Mappings(Programs.BRIDGEWATER, Terminology.shipped());

  @Test
  void theDocumentIsWhatTheMappingsDo() throws IOException {
    var document = document();

    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(DOCUMENT, document);
    }
    assertThat(Files.readString(DOCUMENT))
        .as("docs/mapping.md is stale; -Dgolden=write rewrites it")
        .isEqualTo(document);
  }

  /** So that nothing is forgotten: each property goes somewhere, or it is said why it does not. */
  @Test
  void everyPropertyGoesSomewhere() {
    for (var kind : RecordKind.values()) {
      assertThat(destinations(kind).entrySet())
          .as(
              "what %s says and no mapping does: map it, or say in NOT_SENT why it is not sent",
              kind.word())
          .filteredOn(property -> property.getValue().isEmpty())
          .extracting(Map.Entry::getKey)
          .isEmpty();
    }
  }

  private static String document() {
    return """
    # Where each property of each record goes in FHIR R4

    Made by `MappingDocumentTest` from the mappings themselves: each property is given another value, and
    the elements that change are listed. Narratives and `meta` are left out; what is marked *document* stands in the document
    form only. Elements of contained resources stand under `contained`. Not to be edited by hand.
    """
        + Stream.of(RecordKind.values()).map(MappingDocumentTest::section).collect(joining())
        + "\n"
        + "# Codes\n\n"
        + "What the program's words are called in public code systems. The program's own code and"
        + " its text are always sent; a public code goes along unless it says more than ours"
        + " (*narrower*). Deployers override these maps from a directory.\n"
        + Stream.of(Family.values()).map(MappingDocumentTest::codes).collect(joining());
  }

  private static String section(RecordKind kind) {
    var schema = WholeRecord.schema(kind.word() + ".schema.json");
    return "\n# "
        + schema.get("title").asText()
        + "\n\n"
        + schema.get("description").asText()
        + "\n\n| property | FHIR |\n|---|---|\n"
        + destinations(kind).entrySet().stream()
            .map(
                property ->
                    "| `%s` | %s |\n"
                        .formatted(
                            property.getKey().substring(1).replace("/0", "[]").replace('/', '.'),
                            property.getValue().stream()
                                .map(MappingDocumentTest::brief)
                                .distinct()
                                .collect(joining(", "))))
            .collect(joining());
  }

  /** A code stands for its system and display, and an identifier for its parts. */
  private static String brief(String path) {
    return path.replaceAll("\\.(coding|identifier|securityLabel|purpose)\\.[a-z]+$", ".$1")
        .replaceAll("\\.type$", "");
  }

  private static String codes(Family family) {
    return "\n## "
        + family.word()
        + "\n\nCodeSystem "
        + family.codeSystem()
        + (hasMap(family)
            ? ", ConceptMap " + family.conceptMap()
            : ", no ConceptMap: no public codes")
        + "\n\n| code | display | public codes |\n|---|---|---|\n"
        + Terminology.shipped().concepts(family).stream()
            .map(
                concept ->
                    "| `%s` | %s | %s |\n"
                        .formatted(
                            concept.own().code(),
                            concept.own().display(),
                            concept.targets().stream()
                                .map(MappingDocumentTest::code)
                                .collect(joining("; "))))
            .collect(joining());
  }

  private static boolean hasMap(Family family) {
    return Terminology.shipped().concepts(family).stream()
        .anyMatch(concept -> !concept.targets().isEmpty());
  }

  private static String code(Concept.Target target) {
    var code = target.code();
    return "%s `%s` %s (%s)"
        .formatted(
            code.system().substring(code.system().lastIndexOf('/') + 1),
            code.code(),
            code.display(),
            target.equivalence());
  }

  private static Map<String, Set<String>> destinations(RecordKind kind) {
    return DESTINATIONS.computeIfAbsent(kind, MappingDocumentTest::found);
  }

  private static Map<String, Set<String>> found(RecordKind kind) {
    var destinations = new LinkedHashMap<String, Set<String>>();
    // the recipients of consents are three, and so are the places where a participant may be
    for (var variant = 0; variant < (kind == RecordKind.PARTICIPANT ? 3 : 1); variant++) {
      var example = new Example(kind, variant);
      for (var pointer : example.whole.leaves().keySet()) {
        destinations
            .computeIfAbsent(pointer, any -> new TreeSet<>())
            .addAll(example.destinations(pointer));
      }
    }
    destinations.forEach(MappingDocumentTest::explain);
    return destinations;
  }

  /** What is not sent, and why; what is sent is not explained. */
  private static void explain(String pointer, Set<String> places) {
    NOT_SENT.entrySet().stream()
        .filter(why -> places.isEmpty() && (pointer + "/").startsWith(why.getKey() + "/"))
        .map(Map.Entry::getValue)
        .findFirst()
        .ifPresent(places::add);
  }

  private static final Map<String, String> NOT_SENT = new TreeMap<>();

  static {
    NOT_SENT.put("/id", "`subject`, `patient`, `for` (logical reference) of every resource");
    NOT_SENT.put(
        "/participantId", "`subject`, `patient`, `for` (logical reference) of every resource");
    NOT_SENT.put(
        "/version",
        "not sent: which version of the participant was told of is kept by the adapter");
    NOT_SENT.put("/recordedAt", "not sent: as the version");
    NOT_SENT.put(
        "/identifiers",
        "in the page for the partner who gave it out, who is asked by it for the patient");
    NOT_SENT.put("/allergies/0/substanceUse", "to whom it is told at all");
    NOT_SENT.put(
        "/consents/0/recipient/contact", "Consent.provision.actor.reference.identifier.value");
    NOT_SENT.put("/substanceUse", "`meta.security`, and to whom it is told at all");
    NOT_SENT.put(
        "/keyContacts/0/substanceUse", "`meta.security`, and to whom they are named at all");
    NOT_SENT.put(
        "/professionals/0/substanceUse", "`meta.security`, and to whom they are named at all");
    NOT_SENT.put("/conditions/0/assertedBy/function", "not sent: the role is told in words");
    NOT_SENT.put("/requester/function", "not sent: the role is told in words");
    NOT_SENT.put("/emergencyContacts/0/substanceUse", "to whom they are named at all");
    for (var staff :
        List.of("/making/author", "/making/careTeam/0", "/conditions/0/assertedBy", "/requester")) {
      NOT_SENT.put(staff + "/id", "where there is no NPI, in its place");
    }
    var status = "`Consent.status`, and whether it is told at all";
    NOT_SENT.put("/consents/0/revokedAt", status);
    NOT_SENT.put("/consents/0/invalidFrom", status);
    NOT_SENT.put("/consents/0/ends/happenedAt", status);
    NOT_SENT.put("/consents/0/decision", "what is told at all");
    NOT_SENT.put(
        "/consents/0/except", "what is told at all; not sent, as it would say that there is more");
    NOT_SENT.put("/consents/0/recipient/recipientClass", "`Consent.provision.actor.reference`");
    for (var form : List.of("redisclosureStated", "refusalStated")) {
      NOT_SENT.put("/consents/0/form/" + form, "whether it covers substance use");
    }
    NOT_SENT.put(
        "/consents/0/intermediary/treatingProvidersOnly", "whether it covers substance use");
    NOT_SENT.put("/consents/0/signer/authority", "whether it is a consent at all");
    NOT_SENT.put(
        "/restrictions", "what is told at all; not sent, as it would say that there is more");
    NOT_SENT.put("/marked", "to whom that part is told");
    NOT_SENT.put("/emergencyDisclosure", "to whom it is told without consent, which is said there");
    NOT_SENT.put("/threatDisclosure", "to whom it is told without consent, which is said there");
    NOT_SENT.put("/careNetwork", "not sent: says to which partners the records go");
  }

  /** A whole record among whole ones of the other kinds. */
  private static final class Example {

    private final RecordKind kind;
    private final WholeRecord whole;
    private final Participant participant;
    private final List<ProgramRecord> told;
    private final Leaving before;

    /** Later variants know less of where the participant is, and name other recipients. */
    Example(RecordKind kind, int variant) {
      this.kind = kind;
      var about = whole(RecordKind.PARTICIPANT, variant);
      whole = kind == RecordKind.PARTICIPANT ? about : whole(kind, variant);
      participant = (Participant) about.record();
      told =
          kind == RecordKind.PARTICIPANT
              ? Stream.of(RecordKind.CRISIS_PLAN, RecordKind.CRISIS_EVENT, RecordKind.REFERRAL)
                  .map(other -> whole(other, variant).record())
                  .toList()
              : List.of(whole.record());
      before = Leaving.of(told, participant);
    }

    Set<String> destinations(String pointer) {
      var changed = new TreeSet<String>();
      var others = new ArrayList<Leaving>();
      Stream.concat(whole.others(pointer), whole.without(pointer).stream())
          .forEach(
              other -> {
                var about = kind == RecordKind.PARTICIPANT ? (Participant) other : participant;
                var records = kind == RecordKind.PARTICIPANT ? told : List.of(other);
                if (records.stream().allMatch(one -> one.participantId().equals(about.id()))) {
                  var after = Leaving.of(records, about);
                  changed.addAll(before.elements().differing(after.elements()));
                  others.add(after);
                }
              });
      changed.removeIf(path -> path.contains(".meta.") || path.startsWith("Provenance.id"));
      if (changed.isEmpty()
          && others.stream().anyMatch(after -> !after.pages().equals(before.pages()))) {
        changed.add("*document*");
      }
      return changed;
    }

    private static WholeRecord whole(RecordKind kind, int variant) {
      var whole = new WholeRecord(kind, variant, FIXED.getOrDefault(kind, Map.of()));
      if (kind == RecordKind.PARTICIPANT) {
        return variant > 1
            ? whole.lacking("presentLocation")
            : whole.lacking(variant > 0 ? "allergies" : "noKnownAllergies");
      }
      return variant > 0 ? whole.lacking("location") : whole;
    }
  }

  /** What leaves of some records. */
  private record Leaving(List<Disclosed> disclosed, ElementPaths elements) {

    static Leaving of(List<ProgramRecord> records, Participant participant) {
      var disclosed =
          records.stream()
              .map(record -> Supposed.everything(record, participant, participant.consents()))
              .toList();
      return new Leaving(
          disclosed,
          new ElementPaths(
              disclosed.stream()
                  .map(one -> MAPPINGS.graph(one, Audience.ANYBODY))
                  .flatMap(graph -> graph.entries().stream())
                  .map(Entry::resource)));
    }

    String pages() {
      return disclosed.stream().map(Leaving::page).collect(joining());
    }

    private static String page(Disclosed disclosed) {
      var document =
          MAPPINGS.document(disclosed, Audience.ANYBODY, DocumentFormat.TEXT, Optional.empty());
      return new String(document.getContentFirstRep().getAttachment().getData(), UTF_8);
    }
  }

  /** What must agree for a whole record to be valid, and to show what it can. */
  private static final Map<RecordKind, Map<String, JsonNode>> FIXED =
      Map.of(
          RecordKind.PARTICIPANT,
          Map.of(
              "/id", TextNode.valueOf("P-1001"),
              "/test", BooleanNode.FALSE,
              "/emergencyContacts/0/id", TextNode.valueOf("EC-1001-1"),
              "/consents/0/id", TextNode.valueOf("CO-1001-4"),
              "/consents/0/recipient/contact", TextNode.valueOf("EC-1001-1")),
          RecordKind.CRISIS_PLAN,
          Map.of(
              "/id",
              TextNode.valueOf("CP-2001"),
              "/keyContacts/0/contactId",
              TextNode.valueOf("EC-1001-1"),
              "/keyContacts/0/substanceUse",
              BooleanNode.FALSE,
              "/marked/0/at",
              TextNode.valueOf("/coping/0")),
          RecordKind.CRISIS_EVENT,
          Map.of(
              "/actions/0/what", TextNode.valueOf("emergency-contact-told"),
              "/actions/0/consentId", TextNode.valueOf("CO-1001-4"),
              "/marked/0/at", TextNode.valueOf("/actions/0/note")),
          RecordKind.REFERRAL,
          Map.of("/marked/0/at", TextNode.valueOf("/transport")));
}
