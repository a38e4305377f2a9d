package org.warmhandoff.fit.offer;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElseGet;
import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.warmhandoff.fhir.paper.DocumentFormat;

/**
 * How partners of a kind behave, beyond what their CapabilityStatement says. Data: there is no code
 * for any vendor. Immutable.
 *
 * @param title what kind of partner that is
 * @param source where each rule is from, by the rule's place, such as {@code wire.ifMatch}
 * @see <a href="https://warmhandoff.org/schemas/persona.schema.json">Its JSON Schema</a>
 */
public record Persona(
    Optional<String> title,
    Map<String, String> source,
    Interactions takes,
    WireRules wire,
    ElementRules elements,
    DocumentRules documents,
    SearchRules searches,
    List<VendorCode> vendorCodes) {

  /** Nothing is said: everything as the statement and R4 say. */
  public Persona {
    requireNonNull(title);
    source = Map.copyOf(source);
    takes = requireNonNullElseGet(takes, Interactions::asDeclared);
    wire = requireNonNullElseGet(wire, WireRules::ofR4);
    elements = requireNonNullElseGet(elements, ElementRules::all);
    documents = requireNonNullElseGet(documents, DocumentRules::any);
    searches = requireNonNullElseGet(searches, SearchRules::free);
    vendorCodes = List.copyOf(vendorCodes);
  }

  /** The same, and these elements are never sent. */
  Persona without(Set<String> paths) {
    if (paths.isEmpty()) {
      return this;
    }
    var never = Stream.concat(elements.never().stream(), paths.stream()).collect(toSet());
    var cut =
        new ElementRules(
            elements.modifierExtensions(), elements.extensions(), never, elements.longest());
    return new Persona(title, source, takes, wire, cut, documents, searches, vendorCodes);
  }

  /**
   * What the partner means by an answer, if that is more than HTTP says.
   *
   * @param status of HTTP
   * @param outcome what came with it; one without issues if nothing did
   */
  public Optional<VendorCode.Meaning> meaning(int status, OperationOutcome outcome) {
    return vendorCodes.stream()
        .filter(one -> one.fits(status, outcome))
        .map(VendorCode::means)
        .findFirst();
  }

  /** When an update names the version that it is written over. */
  public enum IfMatch {
    /** Without it the partner refuses. */
    REQUIRED,
    /** Where the version is known. */
    USED,
    NEVER
  }

  /**
   * How requests are written.
   *
   * @param jsonOnly whether anything else in Accept or Content-Type is refused
   * @param contentType of what is sent
   * @param largestBody bytes that a request may have
   * @param mostEntries entries that a transaction may have
   */
  public record WireRules(
      IfMatch ifMatch,
      boolean jsonOnly,
      String contentType,
      Optional<Integer> largestBody,
      Optional<Integer> mostEntries) {

    public WireRules {
      ifMatch = requireNonNullElseGet(ifMatch, () -> IfMatch.USED);
      contentType = requireNonNullElseGet(contentType, () -> "application/fhir+json");
      requireNonNull(largestBody);
      requireNonNull(mostEntries);
    }

    private static WireRules ofR4() {
      return new WireRules(
          IfMatch.USED, false, "application/fhir+json", Optional.empty(), Optional.empty());
    }
  }

  /**
   * What resources may hold.
   *
   * @param modifierExtensions whether they may be sent; empty: yes
   * @param extensions whether they are sent; empty: yes
   * @param never paths that are not sent, such as {@code Observation.focus}
   * @param longest by path: characters of a string, bytes of base64
   */
  public record ElementRules(
      Optional<Boolean> modifierExtensions,
      Optional<Boolean> extensions,
      Set<String> never,
      Map<String, Integer> longest) {

    public ElementRules {
      requireNonNull(modifierExtensions);
      requireNonNull(extensions);
      never = Set.copyOf(never);
      longest = Map.copyOf(longest);
    }

    private static ElementRules all() {
      return new ElementRules(Optional.empty(), Optional.empty(), Set.of(), Map.of());
    }
  }

  /**
   * Documents.
   *
   * @param formats those that people there can see, the best first; empty: any
   * @param required paths that a document must have, such as {@code DocumentReference.context}
   */
  public record DocumentRules(List<DocumentFormat> formats, Set<String> required) {

    public DocumentRules {
      formats = List.copyOf(formats);
      required = Set.copyOf(required);
    }

    private static DocumentRules any() {
      return new DocumentRules(List.of(), Set.of());
    }
  }

  /**
   * Searches.
   *
   * @param needPatient types whose searches are refused without a patient
   * @param never by type: parameters that are not trusted
   * @param repeat whether pages may bring the same resource twice
   * @param innerPages whether next pages are named by an address that only the partner itself can
   *     reach, and are to be asked for at its own
   * @param namesInUrls whether patients may be searched by GET where {@code _search} is not taken
   */
  public record SearchRules(
      Set<String> needPatient,
      Map<String, Set<String>> never,
      boolean repeat,
      boolean innerPages,
      boolean namesInUrls) {

    public SearchRules {
      needPatient = Set.copyOf(needPatient);
      never = Map.copyOf(never);
    }

    Set<String> never(String type) {
      return never.getOrDefault(type, Set.of());
    }

    private static SearchRules free() {
      return new SearchRules(Set.of(), Map.of(), false, false, false);
    }
  }
}
