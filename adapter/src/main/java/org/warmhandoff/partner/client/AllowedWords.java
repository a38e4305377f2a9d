package org.warmhandoff.partner.client;

import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildExtension;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The words that may be repeated whoever said them: none of them tells of anybody. */
final class AllowedWords {

  private static final FhirContext R4 = FhirContext.forR4Cached();
  private static final Pattern HAPI = Pattern.compile("HAPI-[0-9]{4}");

  /** Shorter words in capitals are names of people as well: An, Will. */
  private static final int BEGINS_A_SENTENCE = 5;

  /** Those that documents and resources come in; of others nobody knows what they say. */
  private static final Set<String> MEDIA_TYPES =
      Set.of(
          ("application/fhir+json application/fhir+xml application/hl7-cda+xml"
                  + " application/json application/json-patch+json application/octet-stream"
                  + " application/pdf application/rtf application/xhtml+xml application/xml"
                  + " image/jpeg image/png image/tiff text/html text/plain text/rtf text/xml")
              .split(" "));

  private static final Set<String> TYPES = R4.getResourceTypes();
  private static final Set<String> ELEMENTS = elements();

  /**
   * Words with which servers say what is wrong with a request, and the types that we send. None of
   * them tells of anybody; what does in a clinic is not among them: expired, attempt, intent.
   */
  private static final Set<String> WORDS =
      Set.of(
          ("a an and are as at be but by can cannot for from has have in into is it its must no not"
                  + " of on one only or same than that the there this to two was were when where"
                  + " which with without you your already also any because been before both could"
                  + " did does each either empty every least many maximum minimum missing more"
                  + " most multiple neither never none nor null other should such too unless until"
                  + " value values zero"
                  + " accept accepted allowed attribute authorization authorized bad batch"
                  + " body bundle cardinality characters client code codes coding conditional"
                  + " conflict constraint constraints contained content contains create created"
                  + " creating credentials current data datatype date deleted denied disabled"
                  + " display does-not-exist duplicate duplicated element elements endpoint error"
                  + " errors exceeded exceeds exist exists expected extension extensions"
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
                  + " xml"
                  + " attachment author category contentType custodian fullUrl lastUpdated meta"
                  + " subject versionId"
                  + " Binary Bundle CarePlan CareTeam Communication Condition DocumentReference"
                  + " Encounter Flag Goal Location MessageHeader Observation OperationOutcome"
                  + " Organization Patient Practitioner PractitionerRole Procedure Provenance"
                  + " RelatedPerson ServiceRequest Task")
              .split(" "));

  private AllowedWords() {}

  /** Whether it is a media type that tells of nobody. */
  static boolean isMediaType(String name) {
    return MEDIA_TYPES.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether it is the name of a type of FHIR. */
  static boolean isType(String name) {
    return TYPES.contains(name);
  }

  /** Whether it is the name of an element of FHIR. */
  static boolean isElement(String name) {
    return ELEMENTS.contains(name);
  }

  /** Whether a path in that type can begin so. */
  static boolean isElementOf(String type, String name) {
    return isType(type)
        && R4.getResourceDefinition(type).getChildren().stream()
            .anyMatch(child -> child.getElementName().equals(name));
  }

  /**
   * Names of types and elements are words of any text as well, and then tell of somebody: {@code
   * deceased}, {@code Substance}. So they are words only where they are in the list.
   */
  static boolean isWord(String word) {
    return WORDS.contains(word)
        || (word.length() >= BEGINS_A_SENTENCE && WORDS.contains(word.toLowerCase(Locale.ROOT)))
        || HAPI.matcher(word).matches();
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
