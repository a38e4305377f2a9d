package org.warmhandoff.fit.scope;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.warmhandoff.fhir.base.Write;
import org.warmhandoff.fit.Choice;
import org.warmhandoff.fit.Explanation;
import org.warmhandoff.fit.Form;
import org.warmhandoff.fit.Need;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.fit.scope.Scopes.Right;
import org.warmhandoff.record.RecordKind;

/**
 * What we must be allowed at a partner. Pure: the same offer gives the same needs.
 *
 * @param wanted for everything that the forms may bring which the partner takes
 * @param needed without which a kind of record cannot go in its form at all
 */
public record ScopeNeeds(Scopes wanted, Scopes needed) {

  private static final String PATIENT = "Patient";
  private static final String DOCUMENT = "DocumentReference";
  private static final String MESSAGE = "Communication";
  private static final String PROVENANCE = "Provenance";
  private static final String SUBSCRIPTION = "Subscription";
  private static final Set<Right> ASKING = EnumSet.of(Right.READ, Right.SEARCH);
  private static final Set<Right> KEEPING =
      EnumSet.of(Right.CREATE, Right.READ, Right.UPDATE, Right.SEARCH);

  public ScopeNeeds {
    requireNonNull(wanted);
    requireNonNull(needed);
  }

  /**
   * What the forms need that this partner gets.
   *
   * @param createsPatients whether a participant whom it does not know becomes its patient
   */
  public static ScopeNeeds of(Offer offer, boolean createsPatients) {
    var asking = offered(offer, PATIENT, ASKING);
    var patients = Scopes.none().and(PATIENT, asking);
    var needs =
        new ScopeNeeds(
            createsPatients ? patients.and(PATIENT, Set.of(Right.CREATE)) : patients, patients);
    for (var kind : kinds()) {
      needs = needs.and(of(kind, offer));
    }
    return needs;
  }

  /** Of a partner of which it is not known yet what it takes: whatever any form may need. */
  public static ScopeNeeds ofAnyForm(boolean createsPatients) {
    var patients = EnumSet.copyOf(ASKING);
    if (createsPatients) {
      patients.add(Right.CREATE);
    }
    var wanted = Scopes.none().and(PATIENT, patients);
    for (var kind : kinds()) {
      for (var need : Explanation.needs(kind)) {
        wanted = wanted.and(need.type(), KEEPING);
      }
    }
    for (var type : List.of(DOCUMENT, MESSAGE, PROVENANCE)) {
      wanted = wanted.and(type, KEEPING);
    }
    return new ScopeNeeds(wanted, Scopes.none());
  }

  /** The same where the partner is to call: wanted, where it takes subscriptions; never needed. */
  public ScopeNeeds withSubscriptions(Offer offer) {
    return new ScopeNeeds(kept(wanted, SUBSCRIPTION, offer), needed);
  }

  /** The same where it is asked only. */
  public ScopeNeeds withoutSubscriptions() {
    return new ScopeNeeds(wanted.without(SUBSCRIPTION), needed);
  }

  private static List<RecordKind> kinds() {
    return Arrays.stream(RecordKind.values())
        .filter(kind -> kind != RecordKind.PARTICIPANT)
        .toList();
  }

  private ScopeNeeds and(ScopeNeeds others) {
    return new ScopeNeeds(wanted.and(others.wanted), needed.and(others.needed));
  }

  private static ScopeNeeds of(RecordKind kind, Offer offer) {
    var form =
        Explanation.of(kind, offer).stream()
            .filter(Choice::taken)
            .map(Choice::form)
            .findFirst()
            .orElse(Form.BY_HAND);
    return switch (form) {
      case GRAPH, SINGLE_WRITES -> types(needs(kind), needs(kind).filter(Need::always), offer);
      case PARTS ->
          types(Stream.concat(needs(kind), Stream.of(document())), Stream.of(document()), offer);
      case DOCUMENT -> types(Stream.of(document()), Stream.of(document()), offer);
      case MESSAGE -> types(Stream.of(message()), Stream.of(message()), offer);
      case FHIR_MESSAGE, BY_HAND -> new ScopeNeeds(Scopes.none(), Scopes.none());
    };
  }

  private static Stream<Need> needs(RecordKind kind) {
    return Explanation.needs(kind).stream();
  }

  private static Need document() {
    return new Need(DOCUMENT, Write.UPDATE, true);
  }

  private static Need message() {
    return new Need(MESSAGE, Write.CREATE_ONCE, true);
  }

  private static ScopeNeeds types(Stream<Need> wanted, Stream<Need> needed, Offer offer) {
    var all =
        wanted
            .map(Need::type)
            .reduce(Scopes.none(), (to, type) -> kept(to, type, offer), Scopes::and);
    var must =
        needed
            .map(Need::type)
            .reduce(Scopes.none(), (to, type) -> kept(to, type, offer), Scopes::and);
    return new ScopeNeeds(
        offer.updateCreates(PROVENANCE) ? kept(all, PROVENANCE, offer) : all, must);
  }

  private static Scopes kept(Scopes to, String type, Offer offer) {
    return offer.creates(type) ? to.and(type, offered(offer, type, KEEPING)) : to;
  }

  private static Set<Right> offered(Offer offer, String type, Set<Right> of) {
    var offered = EnumSet.noneOf(Right.class);
    for (var one : of) {
      var does =
          switch (one) {
            case CREATE -> offer.creates(type);
            case READ -> offer.reads(type);
            case UPDATE -> offer.updates(type) || offer.patches(type);
            case DELETE -> false;
            case SEARCH -> offer.searches(type);
          };
      if (does) {
        offered.add(one);
      }
    }
    return offered;
  }

  /** What is needed and not among these, by name; empty where nothing is missing. */
  public Optional<String> missing(Scopes granted) {
    return Optional.of(needed.without(granted))
        .filter(missing -> !missing.isEmpty())
        .map(Scopes::toString);
  }
}
